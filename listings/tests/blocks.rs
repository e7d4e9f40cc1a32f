//! Chaque bloc `rust` de chaque page, tel qu'affiché, compile et s'exécute.

include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
