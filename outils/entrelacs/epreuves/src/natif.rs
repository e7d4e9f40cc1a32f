//! Exécuter un programme d'épreuve pour de vrai, en gardant ce qu'il affiche.

use std::cell::RefCell;
use std::fmt;

thread_local! {
    static OUTPUT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Exécute `main` et rend ce que son fil a affiché.
pub fn run(main: fn()) -> String {
    OUTPUT.take();
    main();
    OUTPUT.take()
}

#[doc(hidden)]
pub fn print(text: fmt::Arguments<'_>) {
    OUTPUT.with_borrow_mut(|output| *output += &text.to_string());
}

#[doc(hidden)]
#[macro_export]
macro_rules! __natif_print {
    ($($arg:tt)*) => {
        $crate::natif::print(::std::format_args!($($arg)*))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __natif_println {
    () => {
        $crate::natif::print(::std::format_args!("\n"))
    };
    ($($arg:tt)*) => {{
        $crate::natif::print(::std::format_args!($($arg)*));
        $crate::natif::print(::std::format_args!("\n"));
    }};
}

#[doc(hidden)]
pub use crate::{__natif_print as print, __natif_println as println};
