//! Ce qu'un fil garde pour lui seul, hors de ses variables.
//!
//! La première fonction de sa pile le tient : cela fait partie de sa mémoire.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Ce qu'un fil garde pour lui seul, hors de ses variables.
#[derive(Default)]
pub(crate) struct Locals {
    /// Les valeurs, par clé, dans l'ordre de leur création.
    pub values: RefCell<Vec<Slot>>,
    /// Combien de fois le fil tient la sortie standard, et celle d'erreur.
    pub streams: [Cell<u32>; 2],
    /// Vrai pour un fil d'une portée, que sa portée n'attend pas jusqu'au bout.
    pub scoped: Cell<bool>,
}

pub(crate) struct Slot {
    /// L'adresse de la clé : une `static`.
    pub key: usize,
    /// La valeur ; `None` une fois détruite.
    pub value: Option<Rc<dyn Any>>,
    /// Vrai si détruire la valeur fait quelque chose.
    pub drops: bool,
}

impl Locals {
    /// Prend la valeur à détruire maintenant : la dernière créée.
    pub fn take_last(&self) -> Option<Rc<dyn Any>> {
        let mut values = self.values.borrow_mut();
        let last = values
            .iter_mut()
            .rev()
            .find(|slot| slot.drops && slot.value.is_some());
        last.and_then(|slot| slot.value.take())
    }
}
