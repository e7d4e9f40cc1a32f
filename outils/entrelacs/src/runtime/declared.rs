//! Les `static` qu'un programme déclare hors de son premier niveau.
//!
//! Celles du premier niveau se nomment depuis la fin du fichier. Celles d'une
//! fonction, d'un module ou d'une macro ne se nomment qu'où elles sont : elles se
//! font connaître elles-mêmes, avant `main`, par la table des fonctions que le
//! système appelle au chargement d'un programme. Sur un système qui n'en a pas de
//! connue ici, leur premier emploi est refusé.

use crate::runtime::coroutine::StaticArea;
use std::sync::{Mutex, PoisonError};

/// Les `static` déclarées, avec leurs fichiers.
static DECLARED: Mutex<Vec<(&str, StaticArea)>> = Mutex::new(Vec::new());

impl StaticArea {
    /// Fait connaître une `static` du fichier `file`.
    #[doc(hidden)]
    pub fn declare(self, file: &'static str) {
        let mut declared = DECLARED.lock().unwrap_or_else(PoisonError::into_inner);
        declared.push((file, self));
    }

    /// `areas`, et les `static` qu'a déclarées le fichier `file`.
    #[doc(hidden)]
    pub fn with_declared(mut areas: Vec<Self>, file: &str) -> Vec<Self> {
        let declared = DECLARED.lock().unwrap_or_else(PoisonError::into_inner);
        let of_file = declared.iter().filter(|(theirs, _)| *theirs == file);
        areas.extend(of_file.map(|(_, area)| area.clone()));
        areas
    }
}

/// Fait connaître avant `main` la `static` `$name`, déclarée à la ligne `$line`.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_static {
    ($name:ident $line:literal) => {
        const _: () = {
            extern "C" fn __entrelacs_declare() {
                // SAFETY: avant `main`, rien ne s'en est servi.
                unsafe { $crate::StaticArea::of(::core::stringify!($name), $line, &$name) }
                    .declare(::core::file!());
            }
            #[used]
            #[cfg_attr(
                any(target_os = "linux", target_os = "android", target_os = "freebsd"),
                unsafe(link_section = ".init_array")
            )]
            #[cfg_attr(
                target_vendor = "apple",
                unsafe(link_section = "__DATA,__mod_init_func")
            )]
            #[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
            static __ENTRELACS_DECLARE: extern "C" fn() = __entrelacs_declare;
        };
    };
}
