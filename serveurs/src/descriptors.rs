//! Les fichiers qu'un processus peut ouvrir : une connexion en prend un, ou deux.

/// Demande au système autant de fichiers ouverts qu'il en permet. Beaucoup de
/// systèmes n'en donnent d'abord que 1 024 : c'est moins que de membres.
#[cfg(unix)]
pub fn allow_many() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    if let Ok((_, most)) = getrlimit(Resource::RLIMIT_NOFILE) {
        // Refusé, le serveur marche avec ce qu'il a : au-delà, il n'accepte plus.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, most, most);
    }
}

/// Ailleurs, rien ne les borne de même.
#[cfg(not(unix))]
pub fn allow_many() {}
