//! Les ports de localhost : mieux vaut savoir tout de suite que le sien est pris.

use crate::Error;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

/// Écoute sur `port` de localhost, en IPv4 et, si la machine le connaît, en IPv6 :
/// c'est le système du lecteur qui décide laquelle des deux adresses est
/// « localhost ». Les autres machines ne voient rien.
///
/// # Errors
///
/// [`Error::PortTaken`] si l'une des deux adresses est prise ; [`Error::Port`] si
/// le système réserve ce port.
pub fn bind(port: u16) -> Result<Vec<TcpListener>, Error> {
    match try_bind(port) {
        Ok(listeners) => Ok(listeners),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(Error::PortTaken {
            port,
            free: next_free(port),
        }),
        Err(source) => Err(Error::Port { port, source }),
    }
}

fn next_free(port: u16) -> Option<u16> {
    (port.checked_add(1)?..=u16::MAX).find(|&other| try_bind(other).is_ok())
}

fn try_bind(port: u16) -> io::Result<Vec<TcpListener>> {
    let mut listeners = vec![TcpListener::bind((Ipv4Addr::LOCALHOST, port))?];
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        Ok(listener) => listeners.push(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
        // Une machine sans IPv6 sert le livre en IPv4.
        Err(_) => {}
    }
    for listener in &listeners {
        listener.set_nonblocking(true)?;
    }
    Ok(listeners)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    fn check_taken(address: IpAddr) {
        let Ok(listener) = TcpListener::bind((address, 0)) else {
            println!("ignoré : {address} n'existe pas sur cette machine");
            return;
        };
        let port = listener.local_addr().unwrap().port();
        let error = bind(port).unwrap_err().to_string();
        assert!(
            error.contains(&format!("le port {port} est déjà pris")),
            "{error}"
        );
        drop(listener);
        bind(port).unwrap();
    }

    #[test]
    fn un_port_pris_en_ipv4_est_refuse() {
        check_taken(Ipv4Addr::LOCALHOST.into());
    }

    #[test]
    fn un_port_pris_en_ipv6_seulement_est_refuse() {
        check_taken(Ipv6Addr::LOCALHOST.into());
    }
}
