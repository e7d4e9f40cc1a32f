//! Où se trouvent les verrous dont le contenu n'est pas à lire.
//!
//! L'en-tête d'un verrou ne suffit pas à le reconnaître : un verrou déplacé laisse
//! à son ancienne place une copie morte de son en-tête, suivie de ce que le
//! programme y range ensuite. Un verrou n'est donc masqué que là où il est *épinglé* :
//!
//! - dans un bloc de l'arène, où une opération l'a rencontré ;
//! - sur la pile d'un fil, si un autre fil l'y a rencontré : il l'emprunte, et son
//!   propriétaire ne peut ni le déplacer ni le détruire avant la fin de la portée.
//!
//! Il ne l'est plus dès qu'il est détruit, ou que la portée finit. Reste supposé
//! qu'un verrou *déplacé* hors d'un bloc qui continue de servir (par `mem::replace`)
//! ne laisse pas intact son en-tête devant une autre donnée vivante : il faudrait un
//! type dont une variante est un verrou, et une autre ne range rien à sa place.
//!
//! Un verrou qui n'est pas épinglé est lu comme le reste : on fusionne moins.

use super::stack::StackBounds;
use crate::model::id::ObjectId;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

#[derive(Default)]
struct Pins {
    objects: FxHashMap<usize, ObjectId>,
    places: FxHashMap<ObjectId, usize>,
}

thread_local! {
    static PINS: RefCell<Pins> = RefCell::default();
}

/// Prépare ce qui s'alloue au premier usage, et oublie toutes les épingles.
pub(crate) fn clear() {
    PINS.with_borrow_mut(|pins| {
        pins.objects.clear();
        pins.places.clear();
    });
}

/// Une opération rencontre l'objet à cette place ; `anonymous` s'il n'a pas de nom
/// à lui.
pub(crate) fn pin(address: usize, object: ObjectId, anonymous: bool) {
    PINS.with_borrow_mut(|pins| {
        if !anonymous
            && let Some(before) = pins.places.insert(object, address)
            && before != address
        {
            pins.objects.remove(&before);
        }
        pins.objects.insert(address, object);
    });
}

/// Le verrou qui est à cette place se détruit : elle servira à autre chose.
pub(crate) fn unpin(address: usize) {
    // Un objet oublié peut se détruire après la fin de ce fil du système.
    let _ = PINS.try_with(|pins| {
        let mut pins = pins.borrow_mut();
        if let Some(object) = pins.objects.remove(&address)
            && pins.places.get(&object) == Some(&address)
        {
            pins.places.remove(&object);
        }
    });
}

/// Vrai si l'objet est épinglé à cette place.
pub(crate) fn holds(address: usize, object: ObjectId) -> bool {
    PINS.with_borrow(|pins| pins.objects.get(&address) == Some(&object))
}

/// Oublie ce qui est épinglé sur cette pile : ses variables ne sont plus
/// empruntées.
pub(crate) fn release_stack(stack: &StackBounds) {
    PINS.with_borrow_mut(|pins| {
        let own = stack.low..=stack.base;
        pins.objects.retain(|address, _| !own.contains(address));
        pins.places.retain(|_, address| !own.contains(address));
    });
}
