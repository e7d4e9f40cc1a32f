//! Les deux serveurs Rust, lancés comme le lecteur les lance, et vus de dehors.
//!
//! Les cas du protocole, les pannes et les mesures sont dans `outils/banc-web`, pour
//! les trois serveurs.

#![cfg(unix)] // les signaux

mod client;
mod process;

use client::{Client, get};
use nix::sys::signal::Signal;
use process::{SERVERS, Server, refused};
use std::time::{Duration, Instant};
use tungstenite::Message;

#[test]
fn deux_membres_se_parlent() {
    for server in SERVERS.map(|it| Server::start(it, &[])) {
        let mut ana = Client::enter(&server, "nom=Ana").unwrap();
        assert_eq!(ana.text(), "Ana entre");
        let mut lea = Client::enter(&server, "nom=L%C3%A9a").unwrap();
        assert_eq!(lea.text(), "Léa entre");
        lea.say("bonjour");
        for client in [&mut ana, &mut lea] {
            if client.name == "nom=Ana" {
                assert_eq!(client.text(), "Léa entre");
            }
            assert_eq!(client.text(), "Léa : bonjour");
        }
        lea.leave();
        assert_eq!(ana.text(), "Léa sort");
        // Le nom est libre dès que c'est dit.
        let mut again = Client::enter(&server, "nom=L%C3%A9a").unwrap();
        assert_eq!(again.text(), "Léa entre");
    }
}

#[test]
fn un_refus_precede_la_connexion() {
    for server in SERVERS.map(|it| Server::start(it, &["--membres", "2"])) {
        let mut ana = Client::enter(&server, "nom=Ana").unwrap();
        ana.text();
        for (query, origin, status) in [
            ("nom=Ana", None, 409),
            ("nom=%20", None, 400),
            ("nom=Luc", Some("https://mal.test"), 403),
        ] {
            let refused = Client::enter_from(&server, query, origin).unwrap_err();
            assert_eq!(refused, status, "{} {query}", server.name);
        }
        let own = format!("http://{}", server.address);
        let luc = Client::enter_from(&server, "nom=Luc", Some(&own));
        assert_eq!(ana.text(), "Luc entre");
        assert_eq!(Client::enter(&server, "nom=Zoé").unwrap_err(), 503);
        drop(luc);
        assert_eq!(ana.text(), "Luc sort");
        assert!(Client::enter(&server, "nom=Zoé").is_ok());
    }
}

#[test]
fn qui_revient_reprend_ou_il_en_etait() {
    for server in SERVERS.map(|it| Server::start(it, &["--passe", "3"])) {
        let mut ana = Client::enter(&server, "nom=Ana&vu=0").unwrap();
        let (seen, text) = ana.numbered();
        assert_eq!(text, "Ana entre");
        ana.say("un");
        assert_eq!(ana.numbered(), (seen + 1, "Ana : un".to_owned()));
        let mut luc = Client::enter(&server, &format!("nom=Luc&vu={seen}")).unwrap();
        assert_eq!(luc.numbered(), (seen + 1, "Ana : un".to_owned()));
        assert_eq!(luc.numbered(), (seen + 2, "Luc entre".to_owned()));
        let mut zoe = Client::enter(&server, &format!("nom=Zoe&vu={}", seen - 2)).unwrap();
        let lost = "Des messages ont pu être perdus";
        assert_eq!(zoe.numbered(), (0, lost.to_owned()));
        assert_eq!(zoe.numbered(), (seen, "Ana entre".to_owned()));
    }
}

#[test]
fn le_flux_reprend_apres_son_dernier_evenement() {
    for server in SERVERS.map(|it| Server::start(it, &[])) {
        let mut ana = Client::enter(&server, "nom=Ana&vu=0").unwrap();
        let (first, _) = ana.numbered();
        ana.say("a\r\nb");
        ana.numbered();
        let second = first + 1;
        let told = format!("id: {second}\ndata: Ana : a\ndata: b\n\n");
        let header = format!("Last-Event-ID: {first}\r\n");
        let flux = client::read_until(&server, "/flux?vu=0", &header, &told);
        assert!(flux.contains("text/event-stream; charset=utf-8"), "{flux}");
        assert!(flux.contains("retry: 1000\n\n"), "{flux}");
        assert!(!flux.contains("Ana entre"), "{flux}");
    }
}

#[test]
fn la_page_et_l_etat_se_demandent() {
    for server in SERVERS.map(|it| Server::start(it, &[])) {
        let page = get(&server, "/");
        assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
        assert!(page.contains(include_str!("../../page/index.html")));
        assert!(page.to_lowercase().contains("script-src 'self'"), "{page}");
        let mut ana = Client::enter(&server, "nom=Ana").unwrap();
        ana.text();
        let state = get(&server, "/etat");
        let kind = server.name.trim_start_matches("salon_");
        for field in [
            format!("\"serveur\":\"{kind}\""),
            "\"membres\":1,\"lecteurs\":0,".to_owned(),
            "\"annonces\":1}".to_owned(),
        ] {
            assert!(state.contains(&field), "{field} dans {state}");
        }
        assert!(get(&server, "/ailleurs").starts_with("HTTP/1.1 404 "));
    }
}

#[test]
fn un_signal_ferme_tout_en_moins_d_une_seconde() {
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        for mut server in SERVERS.map(|it| Server::start(it, &[])) {
            let mut clients: Vec<_> = (0..10)
                .map(|n| Client::enter(&server, &format!("nom=membre{n}")).unwrap())
                .collect();
            // L'un d'eux est parti sans le dire, un autre n'a rien demandé.
            clients.pop().unwrap().vanish();
            let _mute = std::net::TcpStream::connect(&server.address).unwrap();
            let start = Instant::now();
            let status = server.signal(signal);
            let lasted = start.elapsed();
            assert_eq!(status.code(), Some(0), "{}", server.name);
            assert!(
                lasted < Duration::from_secs(1),
                "{} : {lasted:?}",
                server.name
            );
            for client in &mut clients {
                assert_eq!(client.closed(), Some(1001), "{}", server.name);
            }
        }
    }
}

#[test]
fn qui_ne_lit_pas_est_evince_sans_gener_les_autres() {
    for server in SERVERS.map(|it| Server::start(it, &["--debit", "0"])) {
        let mut ana = Client::enter(&server, "nom=Ana").unwrap();
        let mute = Client::enter(&server, "nom=Muet").unwrap();
        assert_eq!(ana.text(), "Ana entre");
        assert_eq!(ana.text(), "Muet entre");
        let start = Instant::now();
        let long = "m".repeat(4000);
        loop {
            ana.say(&long);
            let said = ana.text();
            let late = start.elapsed();
            if said == "Muet sort" {
                break;
            }
            assert!(late < Duration::from_secs(20), "{} : {late:?}", server.name);
        }
        drop(mute);
    }
}

#[test]
fn qui_lit_trop_tard_apprend_pourquoi_il_est_evince() {
    let options = ["--debit", "0", "--file", "8"];
    for server in SERVERS.map(|it| Server::start(it, &options)) {
        let mut ana = Client::enter(&server, "nom=Ana").unwrap();
        let mut late = Client::enter(&server, "nom=Tard").unwrap();
        ana.text();
        ana.text();
        let long = "m".repeat(4000);
        // Bien plus que sa file et que ce que gardent les deux systèmes.
        for _ in 0..250 {
            ana.say(&long);
            ana.text();
        }
        assert_eq!(late.closed(), Some(1013), "{}", server.name);
    }
}

#[test]
fn une_mauvaise_ligne_de_commande_est_dite_en_francais() {
    for name in SERVERS {
        let (code, error) = refused(name, &["127.0.0.1:0", "--vite"]);
        assert_eq!(code, Some(2), "{error}");
        assert!(error.contains("« --vite » n'est pas reconnu"), "{error}");
        let server = Server::start(name, &[]);
        let (code, error) = refused(name, &[&server.address]);
        assert_eq!(code, Some(1), "{error}");
        assert!(error.contains("ne peut pas être prise"), "{error}");
    }
}

#[test]
fn un_ping_revient_et_le_silence_ferme() {
    for server in SERVERS.map(|it| Server::start(it, &["--silence", "1"])) {
        let mut ana = Client::enter(&server, "nom=Ana").unwrap();
        ana.text();
        ana.socket.send(Message::Ping("ici".into())).unwrap();
        assert_eq!(ana.socket.read().unwrap(), Message::Pong("ici".into()));
        // Lire répond aux pings : ce client se tait vraiment.
        let mut mute = Client::enter(&server, "nom=Muet").unwrap();
        mute.text();
        while ana.text() != "Muet sort" {}
    }
}
