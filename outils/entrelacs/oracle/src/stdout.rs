//! Ce qu'affiche un programme sous shuttle : dans un tampon, et chaque affichage
//! est un point où les autres fils peuvent passer.

use std::cell::RefCell;
pub use std::dbg;
use std::fmt;
use std::time::Duration;

thread_local! {
    static STDOUT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Prend ce qui est affiché, et vide le tampon.
pub fn take() -> String {
    STDOUT.take()
}

#[doc(hidden)]
pub fn print(text: fmt::Arguments<'_>, stdout: bool, end: &str) {
    let text = format!("{text}{end}");
    shuttle::thread::sleep(Duration::ZERO);
    if stdout {
        STDOUT.with_borrow_mut(|all| *all += &text);
    }
}

macro_rules! printers {
    ($dollar:tt $($name:ident $inner:ident $stdout:literal $end:literal;)+) => {
        $(
            #[doc(hidden)]
            #[macro_export]
            macro_rules! $inner {
                () => {
                    $crate::stdout::print(::std::format_args!(""), $stdout, $end)
                };
                ($dollar($arg:tt)*) => {
                    $crate::stdout::print(::std::format_args!($dollar($arg)*), $stdout, $end)
                };
            }
            pub use $inner as $name;
        )+
    };
}

printers! {
    $
    println __oracle_println true "\n";
    print __oracle_print true "";
    eprintln __oracle_eprintln false "\n";
    eprint __oracle_eprint false "";
}
