//! Regarder une valeur : ce que dit son affichage, et s'il en dit tout.

#![allow(unsafe_code)] // rend son type à une valeur dont on n'a que l'adresse

use crate::runtime::memory;
use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::fmt::Debug;
use std::time::Duration;

/// Une valeur regardée : son type, son affichage, et si celui-ci en dit tout.
pub(crate) type Inspected = (TypeId, String, bool);

/// Comment lire une valeur.
#[derive(Clone, Copy)]
struct Inspector {
    /// L'affichage par `Debug`.
    show: fn(*const ()) -> String,
    /// Vrai si l'affichage dit tout le contenu.
    faithful: bool,
}

/// Fait connaître à l'explorateur un type d'un listing, qui s'affiche par
/// `Debug` : cet affichage sert à raconter, jamais à comparer.
///
/// `T` n'a pas de durée de vie en paramètre : une valeur est reconnue à son type
/// sans ses durées de vie, et son affichage ne doit pas pouvoir garder une
/// référence plus courte qu'il ne croit. L'import ne déclare que de tels types.
pub fn register<T: Debug + 'static>() {
    INSPECTORS.with_borrow_mut(|inspectors| {
        inspectors.insert(TypeId::of::<T>(), inspector::<T>(false));
    });
}

/// Prépare ce qui s'alloue au premier usage : ce doit être la mémoire du moteur.
pub(crate) fn prepare() {
    INSPECTORS.with_borrow(|_| ());
}

/// Ce que l'explorateur peut dire de `value` : son affichage, s'il connaît le
/// type, et si cet affichage en dit tout.
pub(crate) fn inspect<T: ?Sized>(value: &T) -> Option<Inspected> {
    let address = std::ptr::from_ref(value).cast();
    // SAFETY: `value` est vivante, et c'est son type.
    unsafe { inspect_at(address, typeid::of::<T>()) }
}

/// De même, d'une valeur dont voici l'adresse et le type.
///
/// # Safety
///
/// `address` est celle d'une valeur vivante de ce type, à ses durées de vie près.
#[inline(never)]
unsafe fn inspect_at(address: *const (), type_id: TypeId) -> Option<Inspected> {
    let inspector = INSPECTORS.with_borrow(|inspectors| inspectors.get(&type_id).copied())?;
    // L'affichage est du code du programme : sa mémoire est celle du programme.
    INSPECTING.set(true);
    let text = (inspector.show)(address);
    INSPECTING.set(false);
    let _engine = memory::outside();
    let copy = String::from(text.as_str());
    Some((type_id, copy, inspector.faithful))
}

/// Vrai pendant que l'explorateur, et non le programme, affiche une valeur : l'ordre
/// d'une `HashMap` y est sans conséquence.
pub(crate) fn is_inspecting() -> bool {
    INSPECTING.get()
}

thread_local! {
    static INSPECTING: Cell<bool> = const { Cell::new(false) };
}

/// Vrai pour un type connu, dont la destruction n'exécute pas de code du programme.
pub(crate) fn is_inert<T>() -> bool {
    let type_id = typeid::of::<T>();
    INSPECTORS.with_borrow(|inspectors| {
        inspectors
            .get(&type_id)
            .is_some_and(|inspector| inspector.faithful)
    })
}

/// De quoi afficher une valeur dont on sait que le type est `T`.
fn inspector<T: Debug>(faithful: bool) -> Inspector {
    Inspector {
        show: |value| {
            // SAFETY: `inspect_at` n'appelle cette fonction qu'avec l'adresse d'une
            // valeur vivante, de ce type à ses durées de vie près, et
            // l'affichage ne garde rien de la valeur.
            let value = unsafe { &*value.cast::<T>() };
            format!("{value:?}")
        },
        faithful,
    }
}

thread_local! {
    static INSPECTORS: RefCell<HashMap<TypeId, Inspector>> = RefCell::new(known_types());
}

fn known_types() -> HashMap<TypeId, Inspector> {
    let mut types = HashMap::new();
    macro_rules! know {
        ($($type:ty),+ $(,)?) => {
            $( types.insert(TypeId::of::<$type>(), inspector::<$type>(true)); )+
        };
    }
    macro_rules! know_with_wrappers {
        ($($type:ty),+ $(,)?) => {
            $( know!(
                $type, &'static $type, Option<$type>, Vec<$type>, Box<$type>, ($type, $type),
                (usize, $type), [$type; 2], [$type; 3], VecDeque<$type>,
            ); )+
        };
    }
    know_with_wrappers!(
        bool,
        char,
        u8,
        u32,
        u64,
        usize,
        i32,
        i64,
        String,
        &'static str
    );
    know!((), u16, u128, i8, i16, i128, isize, Duration, Option<()>);
    // L'affichage d'un flottant ne dit pas tous ses bits.
    for (type_id, inspector) in [
        (TypeId::of::<f32>(), inspector::<f32>(false)),
        (TypeId::of::<f64>(), inspector::<f64>(false)),
        (TypeId::of::<Option<f64>>(), inspector::<Option<f64>>(false)),
        (TypeId::of::<Vec<f64>>(), inspector::<Vec<f64>>(false)),
    ] {
        types.insert(type_id, inspector);
    }
    know!(
        (bool, u32),
        (bool, i32),
        (u32, bool),
        (&'static str, i32),
        (&'static str, u32)
    );
    know!((char, i32), (char, u32), (u32, String), Option<Vec<u32>>, Result<(), String>);
    know!(
        Vec<Option<u32>>,
        Vec<(usize, usize)>,
        [u32; 4],
        [u32; 5],
        [i32; 4],
        [i32; 5],
        [bool; 4]
    );
    types
}
