//! Chaque chemin que l'import laisse passer existe dans le modèle.

use entrelacs::{crossbeam, crossbeam_channel, crossbeam_utils, std_shim as std};

macro_rules! check {
    ($($($($module:ident)::+),+ => $items:tt)+) => {
        $($({
            #[allow(unused_imports)] // seule l'existence compte
            use $($module)::+::$items;
        })+)+
    };
}

#[test]
fn l_import_n_offre_que_ce_que_le_modele_a() {
    entrelacs_import::modelled!(check);
}
