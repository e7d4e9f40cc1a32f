//! Servir : un fil pour le salon, un qui accepte, deux par connexion.

use crate::salon;
use crate::server::Server;
use crate::session;
use crossbeam_channel::bounded;
use serveurs::bounds::STOPPING;
use serveurs::descriptors;
use serveurs::options::Options;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{io, thread};

/// Sert selon la ligne de commande ; `name` est le programme, que présente `about`.
pub fn run(name: &'static str, about: &'static str) -> ExitCode {
    let options = match Options::from_env(name, about) {
        Ok(options) => options,
        Err(status) => return status,
    };
    match serve(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name} : {error}");
            ExitCode::FAILURE
        }
    }
}

/// Sert jusqu'au premier signal d'arrêt.
fn serve(options: Options) -> Result<(), String> {
    let address = options.address;
    let listener = TcpListener::bind(address)
        .and_then(|it| Ok((it.local_addr()?, it)))
        .map_err(|error| format!("l'adresse {address} ne peut pas être prise : {error}"));
    let (address, listener) = listener?;
    descriptors::allow_many();
    let (stop, stopped) = bounded(1);
    ctrlc::set_handler(move || {
        // Un second signal n'a rien de plus à dire.
        let _ = stop.try_send(());
    })
    .map_err(|error| format!("les signaux ne peuvent pas être reçus : {error}"))?;

    // Sans place : qui lit attend le salon, qui laisse leur tour à ceux qui écrivent.
    let (room, inbox) = bounded(0);
    let server = Arc::new(Server::new(options, room));
    let announcer = Arc::clone(&server);
    let keeper = thread::spawn(move || salon::tenir(inbox, |text| announcer.announce(text)));
    let accepting = Arc::clone(&server);
    thread::spawn(move || accept(&listener, &accepting));

    let mut output = io::stdout().lock();
    // Qui lançait ce serveur n'écoute peut-être plus.
    let _ = writeln!(output, "prêt {address}").and_then(|()| output.flush());
    drop(output);

    // Le gestionnaire de signaux vit autant que le processus.
    let _ = stopped.recv();
    let limit = Instant::now() + STOPPING;
    server.stop();
    let _ = keeper.join();
    while server.connections() > 0 && Instant::now() < limit {
        thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}

/// Donne un fil à chaque connexion.
fn accept(listener: &TcpListener, server: &Arc<Server>) {
    for connection in listener.incoming() {
        match connection {
            Ok(stream) => session::start(server, stream),
            // Plus de descripteurs, d'ordinaire : d'autres vont se libérer.
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}
