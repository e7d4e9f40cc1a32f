//! L'empreinte d'une valeur : ce que l'explorateur sait de son contenu.
//!
//! Deux valeurs de même empreinte ne se distinguent pas. Les types simples
//! (entiers, chaînes, et leurs assemblages courants) sont connus par leur
//! affichage, qui dit tout ; les autres par leurs octets et ceux qu'ils
//! atteignent ([`crate::runtime::memory`]) ou, sans arène, par l'histoire du fil qui les a
//! produits, ce qui est toujours sûr et fusionne moins d'états.

use crate::model::op::{ObjectId, ThreadId};
use crate::runtime::coroutine;
use crate::runtime::memory::scan::Fingerprint;
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
    /// Une valeur connue par ses octets et ceux qu'elle atteint.
    Bytes { type_id: TypeId, bytes: Fingerprint },
    /// Le contenu d'un verrou emprunté, tel que le dit la mémoire du fil qui
    /// l'emprunte : son identité, et le verrou.
    Borrowed {
        thread: ThreadId,
        identity: Fingerprint,
        lock: ObjectId,
    },
    /// La valeur initiale d'une `static`.
    Initial(ObjectId),
}

/// Une valeur regardée : son type, son affichage, et si celui-ci en dit tout.
pub(crate) type Inspected = (TypeId, String, bool);

/// Comment lire une valeur.
#[derive(Clone, Copy)]
pub(crate) struct Inspector {
    /// L'affichage par `Debug`.
    pub show: fn(*const ()) -> String,
    /// Vrai si l'affichage dit tout le contenu.
    pub faithful: bool,
}

/// Fait connaître à l'explorateur un type d'un listing, qui s'affiche par
/// `Debug` : cet affichage sert à raconter, jamais à comparer.
///
/// `T` n'a pas de durée de vie en paramètre : une valeur est reconnue à son type
/// sans ses durées de vie, et son affichage ne doit pas pouvoir garder une
/// référence plus courte qu'il ne croit. L'import ne déclare que de tels types.
pub fn register<T: Debug + 'static>() {
    INSPECTORS.with_borrow_mut(|inspectors| {
        inspectors.insert(TypeId::of::<T>(), coroutine::inspector::<T>(false));
    });
}

/// Prépare ce qui s'alloue au premier usage : ce doit être la mémoire du moteur.
pub(crate) fn prepare() {
    INSPECTORS.with_borrow(|_| ());
}

/// Ce que l'explorateur peut dire de `value` : son affichage, s'il connaît le
/// type, et si cet affichage en dit tout.
pub(crate) fn inspect<T: ?Sized>(value: &T) -> Option<Inspected> {
    let type_id = typeid::of::<T>();
    let inspector = INSPECTORS.with_borrow(|inspectors| inspectors.get(&type_id).copied())?;
    // L'affichage est du code du programme : sa mémoire est celle du programme.
    INSPECTING.set(true);
    let text = coroutine::show(&inspector, value);
    INSPECTING.set(false);
    let _engine = crate::runtime::memory::outside();
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

thread_local! {
    static INSPECTORS: RefCell<HashMap<TypeId, Inspector>> = RefCell::new(known_types());
}

fn known_types() -> HashMap<TypeId, Inspector> {
    let mut types = HashMap::new();
    macro_rules! know {
        ($($type:ty),+ $(,)?) => {
            $( types.insert(TypeId::of::<$type>(), coroutine::inspector::<$type>(true)); )+
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
        (TypeId::of::<f32>(), coroutine::inspector::<f32>(false)),
        (TypeId::of::<f64>(), coroutine::inspector::<f64>(false)),
        (
            TypeId::of::<Option<f64>>(),
            coroutine::inspector::<Option<f64>>(false),
        ),
        (
            TypeId::of::<Vec<f64>>(),
            coroutine::inspector::<Vec<f64>>(false),
        ),
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
