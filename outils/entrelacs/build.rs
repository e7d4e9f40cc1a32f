//! Demande au compilateur s'il laisse `entrelacs` imiter jusqu'au bout les types
//! de `std` : convertir un `Arc<T>` en `Arc<dyn Trait>`, et construire un verrou
//! aussi bien à la compilation qu'à l'exécution.
//!
//! Ces droits ne sont pas stables. `.cargo/config.toml` les donne à ce seul paquet
//! (`RUSTC_BOOTSTRAP = "entrelacs"`) ; le programme exploré n'en a pas besoin.
//! Sans eux, le paquet se compile aussi : il accepte moins de programmes.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

/// Ce dont le paquet a besoin, aussi réduit que possible.
const PROBE: &str = "
#![feature(coerce_unsized, unsize, dispatch_from_dyn, legacy_receiver_trait)]
#![feature(core_intrinsics, const_eval_select)]
#![allow(internal_features)]
use std::marker::Unsize;
use std::ops::{CoerceUnsized, Deref, DispatchFromDyn, LegacyReceiver};
pub struct P<T: ?Sized>(std::sync::Arc<T>);
impl<T: ?Sized> Deref for P<T> { type Target = T; fn deref(&self) -> &T { &self.0 } }
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<P<U>> for P<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<P<U>> for P<T> {}
impl<T: ?Sized> LegacyReceiver for P<T> {}
pub const fn f(n: u8) -> u8 { core::intrinsics::const_eval_select((n,), g, g) }
const fn g(n: u8) -> u8 { n }
";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=RUSTC_BOOTSTRAP");
    println!("cargo:rustc-check-cfg=cfg(privileged)");
    println!("cargo:rustc-check-cfg=cfg(arena)");
    println!("cargo:rustc-check-cfg=cfg(signals)");
    let knows = |what: &str, values: &[&str]| {
        let found = env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
        found.split(',').any(|found| values.contains(&found))
    };
    // `--cfg portable` : sur tout système, ce qui se fait là où rien n'est connu ni
    // du système ni du processeur.
    if env::var_os("CARGO_CFG_PORTABLE").is_none() {
        if knows("FAMILY", &["unix"]) {
            println!("cargo:rustc-cfg=arena");
        }
        if knows("OS", &["linux"]) && knows("ARCH", &["x86_64", "aarch64"]) {
            println!("cargo:rustc-cfg=signals");
        }
    }
    if is_privileged() {
        println!("cargo:rustc-cfg=privileged");
    }
}

fn is_privileged() -> bool {
    let (Some(rustc), Some(out)) = (env::var_os("RUSTC"), env::var_os("OUT_DIR")) else {
        return false;
    };
    let out = PathBuf::from(out);
    let probe = out.join("essai.rs");
    if fs::write(&probe, PROBE).is_err() {
        return false;
    }
    let status = Command::new(rustc)
        .args(["--crate-name", "entrelacs", "--crate-type", "lib"])
        .args(["--edition", "2024", "--emit", "metadata", "--out-dir"])
        .arg(&out)
        .arg(&probe)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
