//! Un état du programme : ses fils, ses objets, ce qu'il a affiché.

use crate::model::automaton::FINISHED;
use crate::model::id::{ObjectId, ThreadId, Token};
use crate::model::object::{Channel, Object};
use crate::model::op::ProcessEnd;
use std::rc::Rc;
use std::time::Duration;

/// Un état du programme. Deux états égaux ont le même avenir.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct World {
    /// Les fils, par identité croissante.
    pub threads: Vec<Thread>,
    /// Les objets, par identité croissante.
    pub objects: Vec<(ObjectId, Rc<Object>)>,
    /// Le numéro du texte affiché.
    pub stdout: u32,
    /// Qui a mis fin au processus, où et comment, si ce n'est pas la fin de
    /// `main`.
    pub ended: Option<(ThreadId, u32, ProcessEnd)>,
    /// L'heure virtuelle, si le programme la lit ; sinon toujours zéro.
    pub clock: Duration,
}

/// Un fil dans un état.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Thread {
    pub id: ThreadId,
    /// Son étape dans l'automate.
    pub node: u32,
    /// Le nombre de fils qu'il a lancés.
    pub children: u32,
    /// Vrai si un `unpark` l'attend.
    pub unparked: bool,
    /// Le temps qui reste avant l'échéance de son opération.
    pub left: Option<Duration>,
    /// Vrai s'il est sûr que le fil a atteint son opération.
    pub arrived: bool,
    /// Pour `select_biased!`, et pour un écrivain : le fil a-t-il pu s'endormir ;
    /// et quelles branches ont pu le réveiller.
    pub idle: bool,
    pub woken_by: u64,
    /// Sa portée.
    pub scope: Option<ObjectId>,
    /// Sa fin : une valeur, ou une panique.
    pub end: Option<Result<Token, Panic>>,
}

/// Une panique qui a arrêté un fil.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Panic {
    pub message: Rc<str>,
    pub line: u32,
}

impl Thread {
    pub fn new(id: ThreadId, scope: Option<ObjectId>) -> Self {
        Self {
            id,
            node: FINISHED,
            children: 0,
            unparked: false,
            left: None,
            arrived: false,
            idle: false,
            woken_by: 0,
            scope,
            end: None,
        }
    }
}

impl World {
    /// L'état d'avant `main`.
    pub fn new() -> Self {
        Self {
            threads: vec![Thread::new(ThreadId::MAIN, None)],
            objects: Vec::new(),
            stdout: 0,
            ended: None,
            clock: Duration::ZERO,
        }
    }

    /// Le fil `id`.
    pub fn thread(&self, id: ThreadId) -> &Thread {
        &self.threads[self.rank(id).expect("le fil existe")]
    }

    /// Le fil `id`, à modifier.
    pub fn thread_mut(&mut self, id: ThreadId) -> &mut Thread {
        let rank = self.rank(id).expect("le fil existe");
        &mut self.threads[rank]
    }

    fn rank(&self, id: ThreadId) -> Result<usize, usize> {
        self.threads.binary_search_by_key(&id, |thread| thread.id)
    }

    /// Ajoute un fil.
    pub fn add_thread(&mut self, thread: Thread) {
        let rank = self
            .rank(thread.id)
            .expect_err("un fil n'est lancé qu'une fois");
        self.threads.insert(rank, thread);
    }

    /// L'objet `id`, s'il existe encore.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        let rank = self.objects.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(&self.objects[rank].1)
    }

    /// L'objet `id`, à modifier ; il doit exister.
    pub fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        let rank = self
            .objects
            .binary_search_by_key(&id, |(id, _)| *id)
            .expect("un objet sert tant qu'il existe");
        Rc::make_mut(&mut self.objects[rank].1)
    }

    /// Le canal `id` ; il doit exister.
    pub fn channel(&self, id: ObjectId) -> &Channel {
        match self.object(id) {
            Some(Object::Channel(channel)) => channel,
            other => unreachable!("un canal est attendu, pas {other:?}"),
        }
    }

    /// Le canal `id`, à modifier ; il doit exister.
    pub fn channel_mut(&mut self, id: ObjectId) -> &mut Channel {
        match self.object_mut(id) {
            Object::Channel(channel) => channel,
            other => unreachable!("un canal est attendu, pas {other:?}"),
        }
    }

    /// Crée un objet, sauf s'il existe déjà.
    pub fn create(&mut self, id: ObjectId, object: &Object) {
        if let Err(rank) = self.objects.binary_search_by_key(&id, |(id, _)| *id) {
            self.objects.insert(rank, (id, Rc::new(object.clone())));
        }
    }

    /// Oublie un objet que plus personne ne peut atteindre.
    pub fn remove(&mut self, id: ObjectId) {
        if let Ok(rank) = self.objects.binary_search_by_key(&id, |(id, _)| *id) {
            self.objects.remove(rank);
        }
    }

    /// Vrai si le processus est terminé : `main` a fini, ou un fil y a mis fin.
    pub fn is_over(&self) -> bool {
        self.threads[0].end.is_some() || self.ended.is_some()
    }
}
