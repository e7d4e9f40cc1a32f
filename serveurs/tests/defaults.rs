//! Ce qu'axum accepte quand on ne lui dit rien : la page « Le salon sur axum » le dit.

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::routing::any;
use std::net::TcpStream;
use tokio::net::TcpListener;
use tungstenite::protocol::WebSocketConfig;

/// axum part de cette configuration.
#[test]
fn ses_bornes_sont_larges() {
    let default = WebSocketConfig::default();
    assert_eq!(default.max_message_size, Some(64 << 20));
    assert_eq!(default.max_frame_size, Some(16 << 20));
    assert_eq!(default.max_write_buffer_size, usize::MAX);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn un_mebioctet_est_accepte_si_l_on_ne_dit_rien() {
    assert_eq!(heard(|upgrade| upgrade, 1 << 20).await, Some(1 << 20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn un_mebioctet_est_refuse_si_l_on_borne() {
    let bounded = |upgrade: WebSocketUpgrade| upgrade.max_message_size(4_096);
    assert_eq!(heard(bounded, 1 << 20).await, None);
    assert_eq!(heard(bounded, 4_096).await, Some(4_096));
}

/// La taille que le serveur dit avoir lue d'un message de `size` octets ; rien s'il a
/// fermé.
async fn heard(settings: fn(WebSocketUpgrade) -> WebSocketUpgrade, size: usize) -> Option<usize> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let route = any(move |upgrade| async move { settings(upgrade).on_upgrade(say_size) });
    let server =
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", route)).await });
    let heard = tokio::task::spawn_blocking(move || {
        let stream = TcpStream::connect(address).unwrap();
        let (mut socket, _) = tungstenite::client(format!("ws://{address}/"), stream).unwrap();
        // Coupée pendant l'envoi, la connexion se lit encore.
        let _ = socket.send("a".repeat(size).into());
        match socket.read() {
            Ok(tungstenite::Message::Text(size)) => size.parse().ok(),
            _ => None,
        }
    });
    let heard = heard.await.unwrap();
    server.abort();
    heard
}

async fn say_size(mut socket: WebSocket) {
    if let Some(Ok(Message::Text(text))) = socket.recv().await {
        // Le client attend cette réponse, ou la fin de la connexion.
        let _ = socket.send(text.len().to_string().into()).await;
    }
}
