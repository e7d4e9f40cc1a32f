//! Préparer un programme, sans le modifier, à être exploré.
//!
//! À utiliser depuis un script de construction :
//!
//! ```no_run
//! let mut importer = entrelacs_import::Importer::new();
//! importer.constant("INCREMENTS", "3");
//! importer.add("compteur", "listings/compteur.rs");
//! importer.write_for_build_script();
//! ```
//!
//! puis, dans le paquet, `include!(concat!(env!("OUT_DIR"), "/programmes.rs"));`,
//! qui définit `PROGRAMS`, un tableau d'`entrelacs::Program`.
//!
//! Le programme est recopié. Sur la ligne de sa première instruction sont
//! placés des noms qui cachent ceux de `std`, de crossbeam et des macros
//! d'affichage : les numéros de ligne ne changent pas. Ce que le modèle ne
//! connaît pas est refusé ici, avec le fichier et la ligne, ou ne compile pas.
//! Ce que le modèle ne connaît pas est dans [`REFUSED`].

pub mod exercise;
mod index;
mod modelled;
mod paths;
mod refused;
mod rewrite;
mod statics;
mod tokens;
mod walk;

pub use self::index::{Importer, declaration};
pub use self::refused::REFUSED;

use std::borrow::Cow;
use std::fmt;
use tokens::{parsed, skip_inner_attributes, start, test_attribute, without_tests};
use walk::{PREFIX, Place, Walk};

/// Un programme préparé.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Le texte à compiler.
    pub text: String,
    /// Vrai si le programme demande un ordre plus faible que `SeqCst` : ce qui est
    /// prouvé l'est comme s'il ne demandait que `SeqCst`.
    pub weak_orderings: bool,
    /// Vrai si le programme regarde des adresses : ce qui est prouvé l'est pour
    /// l'ordre qu'elles ont pendant l'exploration.
    pub addresses: bool,
    /// Les constantes dont la valeur a été remplacée.
    pub reduced: Vec<Reduced>,
}

/// Une constante remplacée pour l'exploration : une taille plus petite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    /// Son nom.
    pub constant: String,
    /// Sa valeur dans le texte du programme.
    pub original: String,
    /// Sa valeur dans le programme exploré.
    pub explored: String,
}

/// Ce qui empêche d'explorer un programme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportError {
    /// La ligne, à partir de 1.
    pub line: usize,
    /// Ce qui ne va pas.
    pub message: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// Prépare `source`. `constants` donne la valeur à substituer à certaines
/// constantes de premier niveau, par exemple `("INCREMENTS", "3")`.
///
/// # Errors
///
/// Tout ce qui empêche d'explorer le programme.
pub fn import(source: &str, constants: &[(String, String)]) -> Result<Imported, Vec<ImportError>> {
    let source = &*without_shebang(source);
    let tokens = parsed(source).map_err(|error| {
        vec![ImportError {
            line: error.span().start().line,
            message: "ce fichier n'est pas du Rust : le compilateur vous dira pourquoi".to_owned(),
        }]
    })?;
    let mut walk = Walk::new(source, constants);
    let first = skip_inner_attributes(&tokens);
    match tokens.get(first) {
        Some(token) => walk.edits.insert(start(token), PREFIX),
        None => walk.error(1, "ce fichier est vide"),
    }
    walk.features(&tokens[..first]);
    // Ses tests ne sont pas faits pour le modèle, même quand cargo compile
    // ceux du paquet qui l'accueille.
    for attribute in tokens.windows(2).filter_map(test_attribute) {
        walk.edits.replace(attribute.span(), "[cfg(any())]");
    }
    let kept = without_tests(&tokens);
    walk.module(&kept[first.min(kept.len())..], Place::default());
    let paths = paths::read(&kept);
    walk.errors.extend(paths.errors);
    if !walk.has_main {
        walk.error(1, "ce programme n'a pas de fonction `main`");
    }
    if !walk.errors.is_empty() {
        walk.errors.sort();
        walk.errors.dedup();
        return Err(walk.errors);
    }
    let footer = walk.footer();
    Ok(Imported {
        text: walk.edits.apply() + &footer,
        weak_orderings: paths.weak_orderings,
        addresses: paths.addresses,
        reduced: walk.reduced,
    })
}

/// `source`, dont la première ligne devient un commentaire si elle nomme un
/// interprète.
fn without_shebang(source: &str) -> Cow<'_, str> {
    match source.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => format!("// {rest}").into(),
        _ => source.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        import(source, &[]).unwrap().text
    }

    fn messages(source: &str) -> Vec<String> {
        import(source, &[])
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn les_lignes_ne_bougent_pas() {
        let source = "//! Titre\n#![allow(dead_code)]\n\nuse std::thread;\nmod a {\n    fn f() {}\n}\nfn main() {}\n";
        let imported = text(source);
        for (before, after) in source.lines().zip(imported.lines()) {
            assert!(
                after.ends_with(before.trim()),
                "{before:?} devient {after:?}"
            );
        }
        assert_eq!(imported.matches("std_shim as std").count(), 2);
        assert!(imported.starts_with("//! Titre\n#![allow"));
    }

    #[test]
    fn une_static_prend_son_constructeur() {
        let imported = text(
            "static A: Mutex<u32> = Mutex::new(0);\nstatic B: [AtomicU8; 1] = [const { AtomicU8::new(0) }];\n\
             static C: LazyLock<Mutex<u8>> = LazyLock::new(|| Mutex::new(0));\nfn main() { Mutex::new(1); }",
        );
        assert!(imported.contains("= Mutex::entrelacs_static(0);"));
        assert!(imported.contains("{ AtomicU8::entrelacs_static(0) }"));
        assert!(imported.contains("LazyLock::entrelacs_static(|| Mutex::new(0))"));
        assert!(imported.contains("main() { Mutex::new(1); }"));
        assert!(imported.contains("StaticArea::of(\"B\", 2, &B)"));
    }

    #[test]
    fn une_constante_se_remplace() {
        let constants = [("N".to_owned(), "3".to_owned())];
        let imported = import("const N: u32 = 10 * 100; fn main() {}", &constants).unwrap();
        assert!(imported.text.contains("const N: u32 = 3; fn main"));
        let reduced = Reduced {
            constant: "N".to_owned(),
            original: "10 * 100".to_owned(),
            explored: "3".to_owned(),
        };
        assert_eq!(imported.reduced, [reduced]);
    }

    #[test]
    fn un_type_qui_s_affiche_est_declare() {
        let imported = text(
            "#[derive(Debug, Clone, PartialEq)]\nenum A { B }\n#[derive(Debug)]\nstruct C;\nstruct D;\nfn main() {}",
        );
        assert!(imported.contains("register::<A>(); ::entrelacs::register::<C>(); "));
        assert!(!imported.contains("register::<D>"));
    }

    #[test]
    fn un_chemin_qui_n_est_pas_modelise_est_refuse_avec_sa_ligne() {
        for (source, line, path) in [
            ("use std::{thread, fs::{self}};", 1, "std::fs"),
            (
                "use std::sync::{Mutex, Exclusive};",
                1,
                "std::sync::Exclusive",
            ),
            (
                "use std as s; fn f() { s::env::args(); }",
                1,
                "std::env::args",
            ),
            (
                "use std::io::{self, Write};\nfn f() { io::stdin(); }",
                2,
                "std::io::stdin",
            ),
            (
                "fn f() {\n    std::process::Command::new(0) }",
                2,
                "std::process::Command",
            ),
            (
                "fn f() { std::time::SystemTime::now(); }",
                1,
                "std::time::SystemTime",
            ),
            (
                "fn f() { std::any::type_name::<u8>(); }",
                1,
                "std::any::type_name",
            ),
            (
                "use crossbeam_channel::internal;",
                1,
                "crossbeam_channel::internal",
            ),
            (
                "use crossbeam::queue::SegQueue;",
                1,
                "crossbeam::queue::SegQueue",
            ),
            (
                "use std::thread;\nfn f() { thread::available_parallelism(); }",
                2,
                "std::thread::available_parallelism",
            ),
        ] {
            let path = path.split("::").map(str::to_owned).collect::<Vec<_>>();
            assert_refused(source, line, &refused::refusal(&path));
        }
    }

    #[test]
    fn ce_qui_echappe_au_modele_est_refuse_avec_sa_ligne() {
        const CRATES: &str = "n'est pas modélisé par entrelacs : seuls `std`, `crossbeam_channel` et `crossbeam_utils` le sont";
        assert_eq!(
            messages(""),
            [
                "1: ce fichier est vide",
                "1: ce programme n'a pas de fonction `main`"
            ]
        );
        let tokio = format!("le paquet `tokio` {CRATES}");
        let rayon = format!("le paquet `rayon` {CRATES}");
        for (source, line, expected) in [
            ("use tokio::sync::mpsc;", 1, tokio.as_str()),
            ("fn f() {\n    rayon::join(|| 1, || 2);\n}", 2, &rayon),
            (
                "fn f() { ::std::thread::yield_now(); }",
                1,
                "`::std` échappe au modèle : écrivez `std`, sans `::` devant",
            ),
            (
                "macro_rules! m { () => { ::std::thread::yield_now() } }",
                1,
                "`::std` échappe au modèle : écrivez `std`, sans `::` devant",
            ),
            (
                "use core::cell::Cell;",
                1,
                "`core` échappe au modèle : passez par `std`",
            ),
            (
                "#![feature(never_type)]",
                1,
                "`#![feature]` n'existe que dans un Rust de développement (« nightly ») : écrivez le programme sans lui",
            ),
            (
                "fn f() {\n    println!(\"{:p}\", &1);\n}",
                2,
                "`{:p}` affiche une adresse, qui change d'une exécution à l'autre : affichez un nom ou un numéro",
            ),
            (
                "fn f() { include!(\"a.rs\"); }",
                1,
                "`include!` n'est pas accepté : un programme exploré tient dans un seul fichier",
            ),
            (
                "mod ailleurs;",
                1,
                "un programme exploré tient dans un seul fichier",
            ),
            (
                "fn f() { unsafe { } }",
                1,
                "`unsafe` n'est pas exploré : rien ne garantit qu'un fil ne s'interrompt qu'à ses opérations",
            ),
            (
                "static mut N: u32 = 0;",
                1,
                "`static mut` n'est pas exploré : utilisez un verrou ou un type atomique",
            ),
            (
                "extern crate std as vrai;",
                1,
                "`extern` n'est pas modélisé par entrelacs : un programme exploré n'appelle que du Rust",
            ),
            (
                "fn f() { println!(\"{}\", module_path!()); }",
                1,
                "`module_path!` dépend de la compilation : écrivez ce nom dans une chaîne",
            ),
        ] {
            assert_refused(source, line, expected);
        }
    }

    /// Ce programme, complété d'un `main`, n'a que ce refus.
    #[track_caller]
    fn assert_refused(source: &str, line: usize, message: &str) {
        let found = messages(&format!("{source}\nfn main() {{}}"));
        assert_eq!(found, [format!("{line}: {message}")], "{source}");
    }

    #[test]
    fn un_interprete_devient_un_commentaire() {
        let imported = text("#!/usr/bin/env cargo\nfn main() {}\n");
        assert!(
            imported.starts_with("// /usr/bin/env cargo\n#[allow"),
            "{imported}"
        );
        assert!(text("#![allow(dead_code)]\nfn main() {}").starts_with("#![allow(dead_code)]\n"));
    }

    #[test]
    fn une_duree_de_vie_n_est_pas_une_static() {
        let source = "fn f(x: &'static mut u32) -> &'static str { *x = 1; \"\" }\nfn main() {}";
        assert!(text(source).contains("&'static mut u32"));
    }

    #[test]
    fn un_attribut_d_outil_n_est_pas_un_paquet() {
        let source = "#[allow(clippy::needless_return)]\n#[rustfmt::skip]\nfn main() { return; }";
        assert!(text(source).contains("#[rustfmt::skip]\nfn main() { return; }"));
    }

    /// Le programme n'est pas la racine de son paquet.
    #[test]
    fn crate_mene_a_la_racine_du_programme() {
        let imported = text(
            "use crate::a::f;\nmod a {\n    pub(crate) fn f() { crate::g() }\n    mod b { use crate::{a, g}; }\n}\n\
             fn g() {}\nmacro_rules! m { () => { $crate::g() } }\nfn main() { crate::a::f() }",
        );
        for expected in [
            "use self::a::f;",
            "pub(crate) fn f() { super::g() }",
            "use super::super::{a, g};",
            "{ self::g() }",
            "fn main() { self::a::f() }",
        ] {
            assert!(imported.contains(expected), "{expected:?} : {imported}");
        }
    }

    #[test]
    fn une_static_se_declare_ou_qu_elle_soit() {
        let imported = text(
            "static A: u8 = 0;\nmod m { static B: u8 = 0; }\nfn f() {\n    static C: u8 = 0;\n}\n\
             macro_rules! s { ($n:ident) => { static $n: u8 = 0; } }\nfn g() -> &'static str { \"\" }\nfn main() {}\n\
             thread_local! { static D: u8 = 0; }",
        );
        assert!(imported.contains("StaticArea::of(\"A\", 1, &A)"));
        for expected in [
            "declare_static! { B 2 }",
            "declare_static! { C 4 }",
            "declare_static! { $n 6 }",
        ] {
            assert!(imported.contains(expected), "{expected:?} : {imported}");
        }
        assert_eq!(imported.matches("declare_static!").count(), 3);
    }

    /// Une constante répétée dans une fonction ferait des objets que rien ne crée.
    #[test]
    fn un_tableau_de_blocs_constants_cree_ses_elements() {
        let array = "[const { Mutex::new(0) }; 3]";
        let created = "::std::array::from_fn::<_, { 3 }, _>(|_|  { Mutex::new(0) })";
        assert!(text(&format!("fn main() {{ let a = {array}; }}")).contains(created));
        for source in [
            format!("static A: [Mutex<u8>; 3] = {array};\nfn main() {{}}"),
            format!("const fn f() -> [Mutex<u8>; 3] {{ {array} }}\nfn main() {{}}"),
            format!("const A: [Mutex<u8>; 3] = {array};\nfn main() {{}}"),
        ] {
            assert!(!text(&source).contains("from_fn"), "{source}");
        }
    }

    /// `source`, suivi d'un `main` qui fait `body`.
    fn main_of(source: &str, body: &str) -> Imported {
        import(&format!("{source}\nfn main() {{ {body} }}"), &[]).unwrap()
    }

    #[test]
    fn un_ordre_plus_faible_que_seqcst_se_remarque() {
        for (weak, source, body) in [
            (
                true,
                "use std::sync::atomic::Ordering;",
                "f(Ordering::Relaxed);",
            ),
            (
                true,
                "use std::sync::atomic::Ordering::Acquire;",
                "f(Acquire);",
            ),
            (
                true,
                "use std::sync::atomic::{AtomicU8, Ordering::*};",
                "f(Release);",
            ),
            (
                true,
                "use std::sync::atomic::Ordering as O;",
                "f(O::AcqRel);",
            ),
            (true, "", "f(std::sync::atomic::Ordering::Release);"),
            (false, "use std::sync::atomic::Ordering::*;", "f(SeqCst);"),
            (
                false,
                "use std::sync::atomic::Ordering;",
                "f(Ordering::SeqCst);",
            ),
            (
                false,
                "enum Ordre { Acquire, Release }",
                "f(Ordre::Acquire);",
            ),
            (false, "use std::cmp::Ordering;", "f(Ordering::Less);"),
        ] {
            assert_eq!(
                main_of(source, body).weak_orderings,
                weak,
                "{source} {body}"
            );
        }
    }

    #[test]
    fn un_programme_qui_regarde_des_adresses_se_remarque() {
        for (addresses, body) in [
            (true, "std::ptr::from_ref(&1) < std::ptr::from_ref(&2);"),
            (true, "let p = &1 as *const u8;"),
            (true, "let v = vec![1]; v.as_ptr();"),
            (false, "let n = 2 * 3;"),
        ] {
            assert_eq!(main_of("", body).addresses, addresses, "{body}");
        }
    }

    /// Ce qui ressemble à un paquet sans en être un.
    #[test]
    fn les_noms_du_programme_ne_sont_pas_des_paquets() {
        for source in [
            "mod outils { pub fn f() {} }\nuse outils::f;\nfn main() { f(); outils::f(); }",
            "use std::thread;\nuse thread::spawn;\nfn main() { spawn(|| u32::MAX); thread::park(); }",
            "use std::sync::mpsc::{self, Sender};\nfn main() { mpsc::channel::<u8>(); }",
            "use std::sync::atomic::Ordering::*;\nfn main() { str::len(\"a\"); }",
            "enum A { B }\nuse A::B;\nfn f<T: Default>() -> T { T::default() }\nfn main() { f::<u8>(); }",
            "use std::{self, fmt};\nfn main() { fmt::format(format_args!(\"a\")); }",
        ] {
            assert!(
                import(source, &[]).is_ok(),
                "{source} : {:?}",
                messages(source)
            );
        }
    }

    #[test]
    fn les_tests_d_un_listing_ne_sont_pas_importes() {
        let source = "fn main() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}";
        assert!(
            import(source, &[])
                .unwrap()
                .text
                .contains("\n#[cfg(any())]\nmod tests")
        );
    }
}
