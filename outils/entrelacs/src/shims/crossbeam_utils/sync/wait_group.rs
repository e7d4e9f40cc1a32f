//! `WaitGroup` : attendre que d'autres aient fini.

use crate::model::id::ObjectId;
use crate::model::object::Object;
use crate::model::op::{Effect, Op};
use crate::runtime::handle::Handle;
use crate::runtime::inspect;
use crate::runtime::operation;
use crate::runtime::session;
use std::fmt;

/// Un groupe dont on attend que tous les membres soient partis.
pub struct WaitGroup(ObjectId);

impl WaitGroup {
    /// Un groupe d'un seul membre.
    #[track_caller]
    pub fn new() -> Self {
        let handle = Handle::new(Object::Group { members: 1 });
        Self(handle.id(
            || None,
            |_| unreachable!("un groupe ne se crée pas dans une static"),
        ))
    }

    /// Quitte le groupe et attend que tous les autres l'aient quitté.
    #[track_caller]
    pub fn wait(self) {
        let id = self.0;
        drop(self);
        operation::perform(Op::WaitGroup(id));
    }
}

impl Default for WaitGroup {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for WaitGroup {
    fn clone(&self) -> Self {
        session::effect(Effect::AddWaiter(self.0));
        Self(self.0)
    }
}

impl Drop for WaitGroup {
    #[track_caller]
    fn drop(&mut self) {
        operation::perform(Op::Leave(self.0));
    }
}

impl fmt::Debug for WaitGroup {
    #[track_caller]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !inspect::is_inspecting() {
            operation::unsupported(
                "l'affichage d'un `WaitGroup` dit combien de membres il a, ce que le modèle ne sait pas lire : ôtez-le",
            );
        }
        f.debug_struct("WaitGroup").finish_non_exhaustive()
    }
}
