//! Partir : l'arrêt demandé, et les départs refusés.

use super::Case;
use crate::client::Client;
use crate::http::{Stream, connect};
use crate::proxy::{Fault, Proxy};
use crate::server::Program;
use crate::verdict::{During as _, Verdict, expect, failure};
use std::io::Write as _;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

pub(super) const CASES: [Case; 4] = [
    Case::new(
        "arrêt",
        "SIGTERM, des membres, des lecteurs et une demande commencée",
        stop,
    )
    .alone(),
    Case::new(
        "arrêt, membre muet",
        "SIGTERM, un membre que plus rien n'atteint",
        stop_frozen,
    )
    .alone(),
    Case::new("ligne de commande", "des arguments faux", arguments),
    Case::new("port pris", "un port qu'un autre serveur tient", taken),
];

/// Ce que le protocole accorde, et ce que la mesure y ajoute sur une machine chargée.
const LIMIT: Duration = Duration::from_millis(1000);

fn stop(program: &Program) -> Verdict {
    let mut server = program.start(&[])?;
    let at = server.address();
    let members: Vec<Client> = (0..20)
        .map(|n| Client::open(at, &format!("/salon?nom=N{n}")))
        .collect::<Verdict<_>>()?;
    let readers: Vec<Stream> = (0..5)
        .map(|_| Stream::open(at, "/flux", ""))
        .collect::<Verdict<_>>()?;
    let mut begun = connect(at)?;
    let started = begun.write_all(b"GET /etat HTTP/1.1\r\nHost: ");
    started.map_err(|error| failure("une connexion ouverte", error))?;
    server.settle("vingt membres et cinq lecteurs", |state| {
        (state.membres, state.lecteurs) == (20, 5)
    })?;
    server.terminate()?;
    let start = Instant::now();
    let told = thread::spawn(move || {
        for mut member in members {
            member.expect_close(1001)?;
        }
        for mut reader in readers {
            while reader.next_within(LIMIT)?.is_some() {}
        }
        Ok(())
    });
    ended(&mut server, start)?;
    told.join().expect("la lecture ne panique pas")?;
    let refused = TcpStream::connect_timeout(&at, LIMIT).is_err();
    expect(
        refused,
        "plus personne à la porte",
        "une connexion acceptée",
    )
}

/// Le serveur finit à temps, sans erreur.
fn ended(server: &mut crate::server::Server, start: Instant) -> Verdict {
    match server.wait(LIMIT) {
        Some(status) => {
            let expected = "le statut 0";
            expect(
                status.success(),
                expected,
                format!("{status} : {}", server.errors()),
            )
        }
        None => {
            let late = server
                .wait(LIMIT * 4)
                .map_or("toujours là".into(), |_| format!("{:?}", start.elapsed()));
            Err(failure("une fin en moins d'une seconde", late))
        }
    }
}

fn stop_frozen(program: &Program) -> Verdict {
    let mut server = program.start(&["--debit", "0"])?;
    let proxy = Proxy::listen("127.0.0.1:0", server.address());
    let proxy = proxy.map_err(|error| failure("un mandataire", error))?;
    let _ana = Client::enter(proxy.address(), "Ana")?;
    let mut bob = Client::enter(server.address(), "Bob")?;
    proxy.set(Fault::Freeze);
    bob.say("un")?;
    bob.expect_text("Bob : un")?;
    server.terminate()?;
    let start = Instant::now();
    let told = thread::spawn(move || bob.expect_close(1001));
    ended(&mut server, start)?;
    told.join().expect("la lecture ne panique pas")
}

fn arguments(program: &Program) -> Verdict {
    let wrong: [&[&str]; 7] = [
        &[],
        &["n'importe quoi"],
        &["127.0.0.1:0", "--inconnue", "3"],
        &["127.0.0.1:0", "--membres", "beaucoup"],
        &["127.0.0.1:0", "--membres"],
        &["127.0.0.1:0", "--silence", "-3"],
        &["127.0.0.1:0", "127.0.0.1:0"],
    ];
    for arguments in wrong {
        let injected = format!("les arguments {arguments:?}");
        let (status, told) = program.refuse(arguments).during(&injected)?;
        let code = status.code();
        expect(code == Some(2), "le statut 2", format!("{status} : {told}")).during(&injected)?;
        expect(!told.trim().is_empty(), "un message", "rien").during(&injected)?;
    }
    Ok(())
}

fn taken(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let (status, told) = program.refuse(&[&server.address().to_string()])?;
    expect(
        status.code() == Some(1),
        "le statut 1",
        format!("{status} : {told}"),
    )?;
    expect(!told.trim().is_empty(), "un message", "rien")
}
