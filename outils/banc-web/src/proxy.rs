//! Un mandataire entre un client et un serveur, qui abîme la connexion : de quoi
//! voir une panne du réseau sur une machine qui n'en a pas.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Ce que le mandataire fait de chaque morceau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    /// Il passe.
    #[default]
    None,
    /// Rien ne passe, ni ne se perd, jusqu'à la fin de la panne.
    Freeze,
    /// Ce qui arrive est perdu ; les connexions restent ouvertes.
    Swallow,
    /// Chaque morceau attend ce temps.
    Delay(Duration),
    /// Chaque octet part seul.
    Split,
    /// Les connexions sont coupées d'un coup, et les nouvelles aussi.
    Reset,
}

#[derive(Debug, Default)]
struct Shared {
    fault: Mutex<Fault>,
    changed: Condvar,
    closed: AtomicBool,
    /// Les deux bouts de chaque connexion, pour la couper.
    pairs: Mutex<Vec<(TcpStream, TcpStream)>>,
}

/// Un mandataire qui écoute ; il s'arrête quand il n'est plus tenu.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Proxy {
    /// Écoute à `address`, pour `server`.
    ///
    /// # Errors
    ///
    /// L'adresse est prise.
    pub fn listen(address: impl std::net::ToSocketAddrs, server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let proxy = Self {
            address: listener.local_addr()?,
            shared: Arc::default(),
        };
        let shared = proxy.shared.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if shared.closed.load(Ordering::SeqCst) {
                    return;
                }
                if *locked(&shared.fault) == Fault::Reset {
                    cut(&client);
                    continue;
                }
                // Un serveur absent se voit chez le client : sa connexion finit.
                if let Ok(server) = TcpStream::connect(server) {
                    let _ = relay(client, server, &shared);
                }
            }
        });
        Ok(proxy)
    }

    /// Où il écoute.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Change la panne, pour toutes les connexions.
    pub fn set(&self, fault: Fault) {
        *locked(&self.shared.fault) = fault;
        self.shared.changed.notify_all();
        if fault == Fault::Reset {
            for (client, server) in locked(&self.shared.pairs).drain(..) {
                cut(&client);
                cut(&server);
            }
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.set(Fault::Reset);
        self.shared.closed.store(true, Ordering::SeqCst);
        // Une dernière connexion réveille le fil qui écoute : il finit.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Coupe d'un coup : l'autre bout reçoit une erreur, et non une fin.
fn cut(stream: &TcpStream) {
    // Déjà fermée, il n'y a plus rien à couper.
    let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
    let _ = stream.shutdown(Shutdown::Both);
}

/// Relie les deux bouts, un fil par sens.
fn relay(client: TcpStream, server: TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    locked(&shared.pairs).push((client.try_clone()?, server.try_clone()?));
    for (from, to) in [(client.try_clone()?, server.try_clone()?), (server, client)] {
        let shared = shared.clone();
        thread::spawn(move || {
            // Une connexion coupée d'un côté se ferme de l'autre.
            let _ = pump(&from, &to, &shared);
            let _ = to.shutdown(Shutdown::Write);
            let _ = from.shutdown(Shutdown::Read);
        });
    }
    Ok(())
}

fn pump(mut from: &TcpStream, mut to: &TcpStream, shared: &Shared) -> io::Result<()> {
    let mut piece = [0; 4096];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            // Une fin attend aussi la fin du gel, et se perd dans le vide.
            while matches!(thawed(shared), Fault::Swallow) {
                thread::sleep(Duration::from_millis(5));
            }
            return Ok(());
        }
        let piece = &piece[..read];
        match thawed(shared) {
            Fault::Reset => return Ok(()),
            Fault::Swallow => {}
            Fault::Split => {
                for byte in piece {
                    to.write_all(&[*byte])?;
                }
            }
            Fault::Delay(time) => {
                thread::sleep(time);
                to.write_all(piece)?;
            }
            Fault::None | Fault::Freeze => to.write_all(piece)?,
        }
    }
}

/// La panne du moment, une fois le gel fini.
fn thawed(shared: &Shared) -> Fault {
    let fault = locked(&shared.fault);
    let wait = shared
        .changed
        .wait_while(fault, |fault| *fault == Fault::Freeze);
    *wait.unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    /// Un serveur qui répète.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                thread::spawn(move || {
                    let mut copy = stream.try_clone().unwrap();
                    let _ = io::copy(&mut &stream, &mut copy);
                });
            }
        });
        address
    }

    fn answer(stream: &mut TcpStream, limit: Duration) -> Option<String> {
        stream.set_read_timeout(Some(limit)).unwrap();
        let mut bytes = [0; 64];
        let read = stream.read(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes[..read]).into_owned())
    }

    const SOON: Duration = Duration::from_millis(200);
    const LATE: Duration = Duration::from_secs(10);

    #[test]
    fn chaque_panne_fait_ce_qu_elle_dit() {
        let proxy = Proxy::listen("127.0.0.1:0", echo()).unwrap();
        let mut stream = TcpStream::connect(proxy.address()).unwrap();
        stream.write_all(b"un").unwrap();
        assert_eq!(answer(&mut stream, LATE).as_deref(), Some("un"));

        proxy.set(Fault::Freeze);
        stream.write_all(b"deux").unwrap();
        assert_eq!(answer(&mut stream, SOON), None);
        proxy.set(Fault::None);
        assert_eq!(answer(&mut stream, LATE).as_deref(), Some("deux"));

        proxy.set(Fault::Swallow);
        stream.write_all(b"trois").unwrap();
        assert_eq!(answer(&mut stream, SOON), None);
        proxy.set(Fault::None);
        assert_eq!(answer(&mut stream, SOON), None);

        let delay = Duration::from_millis(150);
        proxy.set(Fault::Delay(delay));
        let start = Instant::now();
        stream.write_all(b"quatre").unwrap();
        assert_eq!(answer(&mut stream, LATE).as_deref(), Some("quatre"));
        assert!(start.elapsed() >= delay * 2, "un sens, puis l'autre");

        proxy.set(Fault::Split);
        stream.write_all(b"cinq").unwrap();
        let mut bytes = [0; 4];
        stream.set_read_timeout(Some(LATE)).unwrap();
        stream.read_exact(&mut bytes).unwrap();
        assert_eq!(&bytes, b"cinq");

        proxy.set(Fault::Reset);
        assert!(matches!(stream.read(&mut bytes), Err(_) | Ok(0)));
    }
}
