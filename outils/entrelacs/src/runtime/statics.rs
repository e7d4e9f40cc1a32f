//! Les `static` d'un programme : leur place, et leur valeur initiale.
//!
//! Celles du premier niveau se nomment depuis la fin du fichier. Celles d'une
//! fonction, d'un module ou d'une macro ne se nomment qu'où elles sont : elles se
//! font connaître elles-mêmes, avant `main`, par la table des fonctions que le
//! système appelle au chargement d'un programme. Sur un système qui n'en a pas de
//! connue ici, leur premier emploi est refusé.

#![allow(unsafe_code)] // lit et récrit une variable octet par octet

use std::sync::{Mutex, PoisonError};

/// Une `static` d'un listing : sa place en mémoire, pour lui rendre sa valeur
/// initiale au début de chaque exécution.
#[derive(Clone, Debug)]
pub struct StaticArea {
    /// Le nom de la variable.
    pub name: &'static str,
    /// La ligne de sa déclaration.
    pub line: u32,
    address: usize,
    initial: Vec<u8>,
}

impl StaticArea {
    /// Décrit `variable`, qui n'a pas encore servi.
    ///
    /// # Safety
    ///
    /// Personne ne s'est servi de la variable, personne ne s'en sert hors d'une
    /// exploration, et sa valeur initiale est une constante, qui ne possède rien.
    pub unsafe fn of<T: Sync>(name: &'static str, line: u32, variable: &'static T) -> Self {
        let address = std::ptr::from_ref(variable) as usize;
        let initial = (0..size_of::<T>())
            // SAFETY: l'octet est dans la variable, qui vit toujours ; dans
            // une `static`, l'éditeur de liens a aussi donné une valeur aux
            // octets de remplissage.
            .map(|offset| unsafe { std::ptr::read_volatile((address + offset) as *const u8) })
            .collect();
        Self {
            name,
            line,
            address,
            initial,
        }
    }

    /// Rend à la variable sa valeur initiale.
    pub(crate) fn reset(&self) {
        for (offset, &byte) in self.initial.iter().enumerate() {
            let place = (self.address + offset) as *mut u8;
            // SAFETY: même place que dans `of`. Une `static` immuable ne
            // diffère jamais de sa valeur initiale, donc n'est jamais écrite ;
            // les autres sont faites de cellules, que personne ne regarde
            // entre deux exécutions. Une valeur initiale, calculée à la
            // compilation, ne possède rien : la recopier est permis.
            unsafe {
                if std::ptr::read_volatile(place) != byte {
                    std::ptr::write_volatile(place, byte);
                }
            }
        }
    }

    /// La place d'une adresse dans cette variable, si elle y est.
    pub(crate) fn offset_of(&self, address: usize) -> Option<usize> {
        let offset = address.checked_sub(self.address)?;
        (offset < self.initial.len()).then_some(offset)
    }

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

/// Les `static` déclarées, avec leurs fichiers.
static DECLARED: Mutex<Vec<(&str, StaticArea)>> = Mutex::new(Vec::new());

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
