//! L'empreinte d'une valeur : ce que l'explorateur sait de son contenu.
//!
//! Deux valeurs de même empreinte ne se distinguent pas. Les types simples
//! (entiers, chaînes, et leurs assemblages courants) sont connus par leur
//! contenu ; les autres par l'histoire du fil qui les a produits, ce qui est
//! toujours sûr et fusionne moins d'états.

use crate::op::ObjectId;
use crate::runtime;
use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::collections::VecDeque;
use std::fmt::Debug;
use std::rc::Rc;
use std::time::Duration;

/// L'empreinte d'une valeur, propre à une exploration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token(pub u32);

impl Token {
    /// L'empreinte de `()`.
    pub const UNIT: Self = Self(0);
}

/// Ce que désigne une empreinte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TokenKey {
    /// Une valeur connue par son contenu, tel que l'affiche `Debug`.
    Content { type_id: TypeId, text: Rc<str> },
    /// Une valeur connue par le fil qui l'a produite : le rang de la valeur
    /// parmi celles de l'étape `node`.
    Opaque { node: u32, rank: u32 },
    /// La valeur initiale d'une `static`.
    Initial(ObjectId),
}

/// Une valeur regardée : son type, son affichage, et si celui-ci en dit tout.
pub(crate) type Inspected = (TypeId, String, bool);

/// Comment lire une valeur.
pub(crate) struct Inspector {
    /// L'affichage par `Debug`.
    pub show: fn(*const ()) -> String,
    /// Vrai si l'affichage dit tout le contenu.
    pub faithful: bool,
}

/// Fait connaître à l'explorateur un type d'un listing, qui s'affiche par
/// `Debug`. Avec `faithful`, deux valeurs qui s'affichent pareil sont tenues
/// pour égales : c'est le cas de `#[derive(Debug, PartialEq)]`.
pub fn register<T: Debug + 'static>(faithful: bool) {
    INSPECTORS.with_borrow_mut(|inspectors| {
        inspectors.insert(TypeId::of::<T>(), runtime::inspector::<T>(faithful));
    });
}

/// Ce que l'explorateur peut dire de `value` : son affichage, s'il connaît le
/// type, et si cet affichage en dit tout.
pub(crate) fn inspect<T>(value: &T) -> Option<Inspected> {
    let type_id = typeid::of::<T>();
    INSPECTORS.with_borrow(|inspectors| {
        let inspector = inspectors.get(&type_id)?;
        INSPECTING.set(true);
        let text = runtime::show(inspector, value);
        INSPECTING.set(false);
        Some((type_id, text, inspector.faithful))
    })
}

/// Vrai pendant que l'explorateur, et non le programme, affiche une valeur : l'ordre
/// d'une `HashMap` y est sans conséquence.
pub(crate) fn is_inspecting() -> bool {
    INSPECTING.get()
}

thread_local! {
    static INSPECTING: Cell<bool> = const { Cell::new(false) };
}

thread_local! {
    static INSPECTORS: RefCell<HashMap<TypeId, Inspector>> = RefCell::new(known_types());
}

fn known_types() -> HashMap<TypeId, Inspector> {
    let mut types = HashMap::new();
    macro_rules! know {
        ($($type:ty),+ $(,)?) => {
            $( types.insert(TypeId::of::<$type>(), runtime::inspector::<$type>(true)); )+
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
    know!(
        (),
        u16,
        u128,
        i8,
        i16,
        i128,
        isize,
        f32,
        f64,
        Duration,
        Option<()>,
        Option<f64>,
        Vec<f64>
    );
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
