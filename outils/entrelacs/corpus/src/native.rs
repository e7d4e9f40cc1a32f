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
macro_rules! __native_print {
    ($($arg:tt)*) => {
        $crate::native::print(::std::format_args!($($arg)*))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __native_println {
    () => {
        $crate::native::print(::std::format_args!("\n"))
    };
    ($($arg:tt)*) => {{
        $crate::native::print(::std::format_args!($($arg)*));
        $crate::native::print(::std::format_args!("\n"));
    }};
}

#[doc(hidden)]
pub use crate::{__native_print as print, __native_println as println};
