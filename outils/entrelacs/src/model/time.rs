//! L'heure virtuelle.

use std::time::Duration;

/// L'heure du début du programme. Loin de zéro, comme celle d'un vrai système :
/// `Instant::now() - une_heure` existe, et `checked_add` échoue au même endroit.
pub(crate) const ORIGIN: Duration = Duration::from_secs(1 << 63);

/// L'heure qu'il est quand `clock` s'est écoulé depuis le début du programme.
pub(crate) fn hour(clock: Duration) -> Duration {
    ORIGIN.saturating_add(clock)
}

/// Vrai si une attente de cette durée n'a pas de fin : son échéance dépasse
/// toute heure, et std comme crossbeam l'attendent sans limite.
pub(crate) fn is_endless(duration: Duration) -> bool {
    ORIGIN.checked_add(duration).is_none()
}
