//! La porte : qui entre, sous quel nom, combien, à quel débit.

use super::Case;
use crate::client::{Client, Seen, request};
use crate::frame::{Frame, opcode};
use crate::http::{self, Stream};
use crate::server::Program;
use crate::verdict::{During as _, Verdict, expect, failure};
use std::net::SocketAddr;
use std::time::Instant;

pub(super) const CASES: [Case; 6] = [
    Case::new("origine", "une page d'un autre site", origin),
    Case::new("noms", "un nom", names),
    Case::new("salon plein", "un membre de trop", full),
    Case::new("débit", "cent messages d'un coup", rate),
    Case::new(
        "faire puis annoncer",
        "un membre qui sort, et revient dès que c'est dit",
        announce_after,
    ),
    Case::new("état", "une demande de l'état", state),
];

/// Le statut que reçoit une demande d'entrer.
fn status(address: SocketAddr, path: &str, headers: &str) -> Verdict<u16> {
    let answer = http::answer_to(address, request(address, path, headers).as_bytes());
    Ok(answer?.status)
}

fn refused(address: SocketAddr, path: &str, headers: &str, code: u16) -> Verdict {
    let got = status(address, path, headers)?;
    expect(got == code, &format!("le statut {code}"), got)
}

fn origin(program: &Program) -> Verdict {
    let server = program.start(&["--origine", "https://cours.example"])?;
    let at = server.address();
    let other_port = format!("http://127.0.0.1:{}", at.port() ^ 1);
    let foreign = [
        "https://ailleurs.example",
        "null",
        "http://localhost",
        &other_port,
        "cours.example",
        "",
    ];
    for origin in foreign {
        let headers = format!("Origin: {origin}\r\n");
        refused(at, "/salon?nom=Ana", &headers, 403).during(format!("l'origine « {origin} »"))?;
    }
    for origin in [
        format!("http://{at}"),
        format!("https://{at}"),
        "https://cours.example".into(),
    ] {
        let headers = format!("Origin: {origin}\r\n");
        let client = Client::open_with(at, "/salon?nom=Ana", &headers);
        client
            .and_then(Client::close)
            .during(format!("l'origine permise « {origin} »"))?;
    }
    Client::enter(at, "Ana").during("aucune origine")?.close()
}

fn names(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let at = server.address();
    let long = "a".repeat(25);
    let wrong = [
        "",
        "%20%20",
        "%09",
        "Ana%0aBo",
        "a%00b",
        "%ff",
        "%zz",
        "%c3",
        long.as_str(),
        "%7f",
    ];
    for name in wrong {
        refused(at, &format!("/salon?nom={name}"), "", 400).during(format!("le nom « {name} »"))?;
    }
    refused(at, "/salon", "", 400).during("aucun nom")?;
    let crabs = "%F0%9F%A6%80".repeat(24);
    let right = [
        ("Zo%C3%A9", "Zoé"),
        ("Jean+Luc", "Jean+Luc"),
        ("Ana%20Bo", "Ana Bo"),
        ("%20Ana%20", "Ana"),
        ("a%26b%3Dc", "a&b=c"),
        (&"a".repeat(24), &"a".repeat(24)),
        (&crabs, &"🦀".repeat(24)),
    ];
    for (coded, name) in right {
        let injected = format!("le nom « {coded} »");
        let mut client = Client::open(at, &format!("/salon?nom={coded}")).during(&injected)?;
        client
            .expect_text(&format!("{name} entre"))
            .during(&injected)?;
        client.close().during(&injected)?;
    }
    let ana = Client::enter(at, "Ana")?;
    refused(at, "/salon?nom=Ana", "", 409).during("un nom pris")?;
    refused(at, "/salon?nom=%41na", "", 409).during("un nom pris, codé autrement")?;
    refused(at, "/salon?nom=%20Ana", "", 409).during("un nom pris, précédé d'une espace")?;
    Client::enter(at, "ana")
        .during("le même nom, sans majuscule")?
        .close()?;
    ana.close()
}

fn full(program: &Program) -> Verdict {
    let server = program.start(&["--membres", "3"])?;
    let at = server.address();
    let ana = Client::enter(at, "Ana")?;
    let _bob = Client::enter(at, "Bob")?;
    let mut reader = Stream::open(at, "/flux", "")?;
    refused(at, "/salon?nom=Zoe", "", 503)?;
    let answer = http::get(at, "/flux")?;
    expect(answer.status == 503, "le statut 503", answer.status).during("un lecteur de trop")?;
    ana.close()?;
    reader.event()?;
    let zoe = Client::enter(at, "Zoe").during("un membre de plus, après un départ")?;
    drop(reader);
    server.settle("un lecteur parti", |state| state.lecteurs == 0)?;
    Client::enter(at, "Max")
        .during("un membre de plus, après le départ d'un lecteur")?
        .close()?;
    zoe.close()
}

fn rate(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let at = server.address();
    let mut bob = Client::enter(at, "Bob")?;
    let mut ana = Client::enter(at, "Ana")?;
    bob.expect_text("Ana entre")?;
    let start = Instant::now();
    for n in 0..100 {
        // Le serveur peut avoir fermé avant la fin : c'est ce qui est attendu.
        let _ = ana.say(&n.to_string());
    }
    ana.expect_close(1008)?;
    let mut heard = 0;
    loop {
        match bob.next_answering()? {
            Seen::Frame(frame) if frame.payload == b"Ana sort" => break,
            Seen::Frame(frame) if frame.opcode == opcode::TEXT => heard += 1,
            seen => return Err(failure("« Ana sort »", seen)),
        }
    }
    // La réserve, et ce qu'elle regagne pendant l'envoi et la lecture.
    expect(heard >= 40, "40 messages relayés au moins", heard)?;
    let most = 41 + usize::try_from(start.elapsed().as_millis() / 50).unwrap_or(usize::MAX);
    expect(
        heard <= most,
        "pas plus de messages que n'en permet le seau",
        heard,
    )?;
    bob.say("encore là")?;
    bob.expect_text("Bob : encore là")?;

    let slow = program.start(&["--debit", "1"])?;
    let mut ana = Client::enter(slow.address(), "Ana")?;
    for n in 0..4 {
        let _ = ana.say(&n.to_string());
    }
    ana.expect_close(1008)
        .during("quatre messages d'un coup, sous --debit 1")?;

    let free = program.start(&["--debit", "0", "--file", "1000"])?;
    let mut ana = Client::enter(free.address(), "Ana")?;
    let all: Vec<u8> = (0..500)
        .flat_map(|n| Frame::text(n.to_string()).bytes())
        .collect();
    ana.send_raw(&all)?;
    for n in 0..500 {
        ana.expect_text(&format!("Ana : {n}"))
            .during("500 messages d'un coup, sous --debit 0")?;
    }
    Ok(())
}

fn announce_after(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let at = server.address();
    let mut bob = Client::enter(at, "Bob")?;
    for turn in 0..60 {
        let mut ana = Client::enter(at, "Ana")?;
        bob.expect_text("Ana entre")?;
        // La porte est libre dès que Bob l'apprend, sans attendre la réponse.
        let _kept = match turn % 3 {
            0 => {
                ana.send(&Frame::close(1000, b""))?;
                Some(ana)
            }
            1 => {
                ana.send(&Frame::new(opcode::BINARY, "x"))?;
                Some(ana)
            }
            _ => {
                ana.reset()?;
                None
            }
        };
        bob.expect_text("Ana sort")?;
        free(at)?;
        bob.expect_text("Ana entre")?;
        bob.expect_text("Ana sort")?;
    }
    Ok(())
}

/// Ana entre, et ressort.
fn free(at: SocketAddr) -> Verdict {
    let got = status(at, "/salon?nom=Ana", "")?;
    expect(
        got == 101,
        "un nom libre dès que « Ana sort » est dit : le statut 101",
        got,
    )
}

fn state(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let at = server.address();
    let first = server.state()?;
    let known = ["fils", "axum", "go"].contains(&first.serveur.as_str());
    expect(known, "« fils », « axum » ou « go »", &first.serveur)?;
    expect(first.annonces == 0, "aucune annonce", first.annonces)?;
    let mut ana = Client::enter(at, "Ana")?;
    let mut flux = Stream::open(at, "/flux", "")?;
    ana.say("un")?;
    flux.event()?;
    let state = server.state()?;
    let counts = (state.membres, state.lecteurs, state.annonces);
    expect(
        counts == (1, 1, 2),
        "un membre, un lecteur, deux annonces",
        format!("{state:?}"),
    )?;
    if cfg!(target_os = "linux") {
        expect(
            state.fils.is_some_and(|n| n > 0),
            "le nombre de fils",
            format!("{state:?}"),
        )?;
    }
    ana.close()?;
    drop(flux);
    server.settle("plus personne", |state| state.membres + state.lecteurs == 0)?;
    let page = http::get(at, "/")?;
    let policy = page.header("content-security-policy").unwrap_or_default();
    expect(
        page.status == 200,
        "la page du salon, le statut 200",
        page.status,
    )?;
    expect(
        !policy.is_empty(),
        "un en-tête content-security-policy",
        &page.head,
    )?;
    expect(
        page.body.contains("role=\"log\""),
        "un journal, role=\"log\"",
        "la page n'en a pas",
    )?;
    Ok(())
}
