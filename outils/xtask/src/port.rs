//! Le port d'écoute : mieux vaut savoir tout de suite qu'il est pris.

use anyhow::{Context, Result, bail};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};

/// Vérifie que `port` est libre sur localhost, en IPv4 et, si la machine le
/// connaît, en IPv6 : le système décide laquelle des deux adresses « localhost »
/// désigne pour mdBook.
///
/// # Errors
///
/// Si le port est pris, l'erreur en propose un autre, libre à cet instant ; un
/// port que le système réserve est refusé aussi.
pub fn ensure_free(port: u16) -> Result<()> {
    match bind_localhost(port) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let hint = match next_free(port) {
                Some(other) => format!("cargo xtask serve --port {other}"),
                None => "cargo xtask serve --port <N>".to_owned(),
            };
            bail!(
                "le port {port} est déjà pris, peut-être par un autre `serve`. \
                 Arrêtez le programme qui l'occupe, ou choisissez un autre port : {hint}"
            )
        }
        Err(error) => Err(error).with_context(|| {
            format!(
                "impossible d'écouter sur le port {port}. \
                 Choisissez-en un autre avec --port, par exemple --port 3000"
            )
        }),
    }
}

fn next_free(port: u16) -> Option<u16> {
    (port.checked_add(1)?..=u16::MAX).find(|&other| bind_localhost(other).is_ok())
}

fn bind_localhost(port: u16) -> io::Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    match TcpListener::bind((IpAddr::V6(Ipv6Addr::LOCALHOST), port)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(error),
        // Une machine sans IPv6 sert le livre en IPv4.
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_taken(address: IpAddr) {
        let Ok(listener) = TcpListener::bind((address, 0)) else {
            println!("ignoré : {address} n'existe pas sur cette machine");
            return;
        };
        let port = listener.local_addr().unwrap().port();
        let error = ensure_free(port).unwrap_err().to_string();
        assert!(
            error.contains(&format!("le port {port} est déjà pris")),
            "{error}"
        );
        drop(listener);
        ensure_free(port).unwrap();
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
