//! Les réponses HTTP : entières, et la connexion se ferme.

use http::StatusCode;
use serveurs::bounds::{FAREWELL, LINGER};
use serveurs::page::{File, POLICY};
use serveurs::request::Refusal;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Instant;

/// Répond par un refus.
pub fn refuse(stream: &TcpStream, refusal: &Refusal) {
    let kind = ("Content-Type", "text/plain; charset=utf-8");
    let mut headers = vec![kind];
    headers.extend(refusal.header());
    send(stream, refusal.status, &headers, &refusal.text());
}

/// Répond par un fichier de la page.
pub fn page(stream: &TcpStream, file: &File) {
    let headers = [
        ("Content-Type", file.kind),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-cache"),
    ];
    send(stream, StatusCode::OK, &headers, file.text);
}

/// Répond par l'état du serveur.
pub fn state(stream: &TcpStream, json: &str) {
    let headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
    ];
    send(stream, StatusCode::OK, &headers, json);
}

fn send(mut stream: &TcpStream, status: StatusCode, headers: &[(&str, &str)], body: &str) {
    let mut answer = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for (name, value) in headers {
        answer.push_str(&format!("{name}: {value}\r\n"));
    }
    answer.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    // Le client est peut-être parti : rien à faire de plus.
    let _ = stream.set_write_timeout(Some(FAREWELL));
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.shutdown(Shutdown::Write);
    linger(stream);
}

/// Lit un moment ce que le client envoie encore : après un reste non lu, fermer
/// effacerait la réponse.
fn linger(mut stream: &TcpStream) {
    let limit = Instant::now() + LINGER;
    let mut rest = [0; 4096];
    loop {
        let left = limit.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match stream.read(&mut rest) {
            Ok(1..) => {}
            _ => return,
        }
    }
}
