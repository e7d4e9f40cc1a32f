//! La réponse du serveur à la clé d'une poignée de main WebSocket.

// ANCHOR: cle
use data_encoding::BASE64;
use sha1::{Digest, Sha1};

/// Ce que répond le serveur à la clé du client (RFC 6455, 4.2.2).
fn reponse(cle: &str) -> String {
    let suivie = format!("{cle}258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    BASE64.encode(&Sha1::digest(suivie))
}

#[test]
fn l_exemple_de_la_rfc() {
    let cle = "dGhlIHNhbXBsZSBub25jZQ==";
    assert_eq!(reponse(cle), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}
// ANCHOR_END: cle
