//! Le port où le livre est servi, pour les commandes qui mènent à ses pages.
//!
//! `serve` le note sous `target/` tant qu'il tourne ; les autres commandes le
//! lisent, et croient au port par défaut si rien n'y répond.

use files::write_if_changed;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Le port de `serve`, sauf avis contraire.
pub const DEFAULT_PORT: u16 = 3000;

/// La note que tient un `serve` ; elle disparaît avec lui.
#[derive(Debug)]
pub struct Note {
    path: PathBuf,
    port: u16,
}

impl Note {
    /// Note que le livre de racine `root` est servi sur `port`.
    ///
    /// # Errors
    ///
    /// L'erreur d'entrée-sortie, avec le chemin.
    pub fn write(root: &Path, port: u16) -> io::Result<Self> {
        let path = path(root);
        write_if_changed(&path, port.to_string())?;
        Ok(Self { path, port })
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // Un autre `serve` a pu noter le sien depuis.
        if read(&self.path) == Some(self.port) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Le port où le livre de racine `root` est servi, ou celui par défaut.
pub fn port(root: &Path) -> u16 {
    // Un `serve` tué net laisse sa note : il faut que quelqu'un réponde.
    read(&path(root))
        .filter(|port| TcpStream::connect(("localhost", *port)).is_ok())
        .unwrap_or(DEFAULT_PORT)
}

fn path(root: &Path) -> PathBuf {
    root.join("target/livre-servi")
}

fn read(path: &Path) -> Option<u16> {
    fs::read_to_string(path).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener};

    #[test]
    fn le_port_note_est_cru_tant_que_quelqu_un_repond() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(port(dir.path()), DEFAULT_PORT);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let served = listener.local_addr().unwrap().port();
        let note = Note::write(dir.path(), served).unwrap();
        assert_eq!(port(dir.path()), served);
        drop(listener);
        assert_eq!(port(dir.path()), DEFAULT_PORT);
        drop(note);
        assert!(!path(dir.path()).exists());
    }

    #[test]
    fn une_note_ne_s_efface_que_par_son_auteur() {
        let dir = tempfile::tempdir().unwrap();
        let first = Note::write(dir.path(), 3001).unwrap();
        let second = Note::write(dir.path(), 3002).unwrap();
        drop(first);
        assert_eq!(read(&path(dir.path())), Some(3002));
        drop(second);
        assert_eq!(read(&path(dir.path())), None);
    }
}
