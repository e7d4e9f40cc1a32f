//! Les bornes qu'aucune option ne change.

use std::time::Duration;

/// Octets de l'en-tête d'une demande, au plus.
pub const HEAD_BYTES: usize = 8192;
/// Ce qu'un client a pour l'envoyer.
pub const HEAD_TIME: Duration = Duration::from_secs(5);
/// Octets d'un message, tous ses morceaux ensemble.
pub const MESSAGE_BYTES: usize = 4096;
/// Caractères d'un nom.
pub const NAME_CHARS: usize = 24;
/// Octets que le système garde à écrire pour une connexion : au-delà, le client
/// est lent, et sa file se remplit.
pub const KERNEL_BYTES: usize = 64 << 10;
/// Ce qu'un membre évincé a encore pour lire ses dernières trames.
pub const FAREWELL: Duration = Duration::from_secs(2);
/// Ce qu'il a pour cela quand le serveur s'arrête.
pub const LAST_FAREWELL: Duration = Duration::from_millis(300);
/// Une fois tout dit, ce qu'une connexion attend que le client ferme la sienne :
/// fermée trop tôt, elle lui ferait perdre la trame de fermeture.
pub const LINGER: Duration = Duration::from_millis(200);
/// Ce que l'arrêt peut prendre en tout.
pub const STOPPING: Duration = Duration::from_millis(700);
/// Tous les combien se regarde un client qui ne lit plus.
pub const GLANCE: Duration = Duration::from_millis(100);
/// Connexions qui ne sont pas, ou pas encore, des membres.
pub const STRANGERS: usize = 256;
