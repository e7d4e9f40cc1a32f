//! Le salon derrière de vraies connexions, par des fils : celui du salon, un qui
//! accepte, et deux par membre, dont un seul écrit.
//!
//! Le salon est le programme que le livre explore, tel quel.

mod answer;
mod reader;
mod server;
mod session;
mod writer;

#[path = "../../listings/salon/salon.rs"]
#[allow(dead_code)] // son `main` est le petit programme de la page
mod salon;

use crossbeam_channel::bounded;
use server::Server;
use serveurs::bounds::STOPPING;
use serveurs::descriptors;
use serveurs::options::Options;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{io, thread};

fn main() -> ExitCode {
    let about = "Le salon, par des fils : un par salon, deux par membre";
    let options = match Options::from_env("salon_fils", about) {
        Ok(options) => options,
        Err(status) => return status,
    };
    match serve(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("salon_fils : {error}");
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
