//! Choisir parmi plusieurs opérations de canal.

use super::{
    ReadyTimeoutError, Receiver, RecvError, SelectTimeoutError, SendError, Sender, TryReadyError,
    TrySelectError,
};
use crate::model::op::{Arm, ArmOutcome, Mode, Op, Response, SelectName};
use crate::runtime::operation;
use crate::runtime::session;
use crate::shims::std_shim::time::Instant;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// Une liste d'opérations de canal, dont une sera faite.
#[derive(Clone, Default)]
pub struct Select<'a> {
    arms: Vec<Option<Arm>>,
    biased: bool,
    handles: PhantomData<&'a ()>,
}

opaque! {
    padded
    [] Select<'_>: "Select { .. }",
    [] SelectedOperation<'_>: "SelectedOperation { .. }",
}

impl<'a> Select<'a> {
    /// Une liste vide ; entre deux opérations prêtes, n'importe laquelle.
    pub fn new() -> Self {
        Self::default()
    }

    /// Une liste vide ; entre deux opérations prêtes, la première.
    pub fn new_biased() -> Self {
        Self {
            biased: true,
            ..Self::default()
        }
    }

    /// Ajoute un envoi et rend son rang.
    pub fn send<T>(&mut self, s: &'a Sender<T>) -> usize {
        self.arms.push(Some(s.0.arm()));
        self.arms.len() - 1
    }

    /// Ajoute une réception et rend son rang.
    pub fn recv<T>(&mut self, r: &'a Receiver<T>) -> usize {
        self.arms.push(Some(r.rx.arm()));
        self.arms.len() - 1
    }

    /// Retire une opération.
    ///
    /// # Panics
    ///
    /// S'il n'y a pas d'opération de ce rang.
    pub fn remove(&mut self, index: usize) {
        let removed = self.arms.get_mut(index).and_then(Option::take);
        assert!(
            removed.is_some(),
            "index out of bounds; {index} >= {}",
            self.arms.len()
        );
    }

    /// Attend qu'une opération soit prête et la choisit.
    ///
    /// # Panics
    ///
    /// Si la liste est vide.
    #[track_caller]
    pub fn select(&mut self) -> SelectedOperation<'a> {
        assert!(
            self.arms.iter().any(Option::is_some),
            "no operations have been added to `Select`"
        );
        self.run(Mode::Block).expect("une attente sans limite")
    }

    /// Choisit une opération prête.
    ///
    /// # Errors
    ///
    /// Aucune n'est prête.
    #[track_caller]
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError> {
        self.run(Mode::Now).ok_or(TrySelectError)
    }

    /// Attend qu'une opération soit prête, au plus `timeout`, et la choisit.
    ///
    /// # Errors
    ///
    /// Aucune n'a été prête à temps.
    #[track_caller]
    pub fn select_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        self.run(Mode::Timeout(timeout)).ok_or(SelectTimeoutError)
    }

    /// Attend qu'une opération soit prête, au plus jusqu'à `deadline`, et la
    /// choisit.
    ///
    /// # Errors
    ///
    /// Aucune n'a été prête à temps.
    #[track_caller]
    pub fn select_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        self.select_timeout(deadline.duration_since(Instant::now()))
    }

    /// Attend qu'une opération soit prête et rend son rang, sans la faire.
    ///
    /// # Panics
    ///
    /// Si la liste est vide.
    #[track_caller]
    pub fn ready(&mut self) -> usize {
        assert!(
            self.arms.iter().any(Option::is_some),
            "no operations have been added to `Select`"
        );
        self.look(Mode::Block).expect("une attente sans limite")
    }

    /// Le rang d'une opération prête.
    ///
    /// # Errors
    ///
    /// Aucune n'est prête.
    #[track_caller]
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError> {
        self.look(Mode::Now).ok_or(TryReadyError)
    }

    /// Attend qu'une opération soit prête, au plus `timeout`, et rend son rang.
    ///
    /// # Errors
    ///
    /// Aucune n'a été prête à temps.
    #[track_caller]
    pub fn ready_timeout(&mut self, timeout: Duration) -> Result<usize, ReadyTimeoutError> {
        self.look(Mode::Timeout(timeout)).ok_or(ReadyTimeoutError)
    }

    /// Attend qu'une opération soit prête, au plus jusqu'à `deadline`, et rend son
    /// rang.
    ///
    /// # Errors
    ///
    /// Aucune n'a été prête à temps.
    #[track_caller]
    pub fn ready_deadline(&mut self, deadline: Instant) -> Result<usize, ReadyTimeoutError> {
        self.ready_timeout(deadline.duration_since(Instant::now()))
    }

    /// Choisit une branche, et la fait si `name` n'est pas [`SelectName::Ready`].
    /// Rend son rang et ce qu'elle donne.
    #[track_caller]
    fn perform(&self, mode: Mode, name: SelectName) -> Option<(usize, ArmOutcome)> {
        let ranks: Vec<usize> = (0..self.arms.len())
            .filter(|&rank| self.arms[rank].is_some())
            .collect();
        if ranks.len() > MOST {
            operation::unsupported(format!("une sélection a au plus {MOST} branches"));
        }
        let response = operation::perform(Op::Select {
            arms: self.arms.iter().flatten().cloned().collect(),
            mode: mode.without_endless_timeout(),
            biased: self.biased,
            name,
        });
        match response {
            Response::Selected { arm, outcome } => Some((ranks[usize::from(arm)], outcome)),
            _ => None,
        }
    }

    #[track_caller]
    fn look(&self, mode: Mode) -> Option<usize> {
        self.perform(mode, SelectName::Ready).map(|(rank, _)| rank)
    }

    #[track_caller]
    fn run(&self, mode: Mode) -> Option<SelectedOperation<'a>> {
        let (index, outcome) = self.perform(mode, SelectName::Select)?;
        session::set_busy(outcome == ArmOutcome::Sent);
        Some(SelectedOperation {
            index,
            outcome,
            handles: PhantomData,
        })
    }
}

/// Le plus grand nombre de branches : le modèle en note l'état dans un entier.
const MOST: usize = 64;

/// L'opération choisie, à finir par [`Self::send`] ou [`Self::recv`].
#[must_use = "l'opération choisie doit être finie"]
pub struct SelectedOperation<'a> {
    index: usize,
    outcome: ArmOutcome,
    handles: PhantomData<&'a ()>,
}

impl SelectedOperation<'_> {
    /// Le rang de l'opération.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Finit l'envoi.
    ///
    /// # Errors
    ///
    /// La valeur, s'il n'y a plus de récepteur.
    pub fn send<T>(self, s: &Sender<T>, msg: T) -> Result<(), SendError<T>> {
        session::set_busy(false);
        s.0.complete(self.outcome, msg).map_err(SendError)
    }

    /// Finit la réception.
    ///
    /// # Errors
    ///
    /// Le canal est vide et n'a plus d'émetteur.
    pub fn recv<T>(self, r: &Receiver<T>) -> Result<T, RecvError> {
        r.rx.complete(self.outcome).ok_or(RecvError)
    }
}
