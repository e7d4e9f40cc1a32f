//! Le salon derrière de vraies connexions, par des tâches : axum, tokio, et un
//! canal de diffusion, dont le retard évince.

mod connection;
mod room;
mod routes;
mod session;
mod stream;

use serveurs::bounds::STOPPING;
use serveurs::descriptors;
use serveurs::options::Options;
use std::process::ExitCode;
use std::sync::Arc;
use std::{future, io, io::Write as _};
use tokio::net::TcpListener;
use tokio::signal;

fn main() -> ExitCode {
    let about = "Le salon, par des tâches : axum et tokio";
    let options = match Options::from_env("salon_axum", about) {
        Ok(options) => options,
        Err(status) => return status,
    };
    let served = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("les tâches ne peuvent pas être lancées : {error}"))
        .and_then(|runtime| {
            let served = runtime.block_on(serve(options));
            // Les connexions qui restent sont coupées.
            runtime.shutdown_background();
            served
        });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("salon_axum : {error}");
            ExitCode::FAILURE
        }
    }
}

/// Sert jusqu'au premier signal d'arrêt.
async fn serve(options: Options) -> Result<(), String> {
    let address = options.address;
    let listener = TcpListener::bind(address).await;
    let (address, listener) = listener
        .and_then(|it| Ok((it.local_addr()?, it)))
        .map_err(|error| format!("l'adresse {address} ne peut pas être prise : {error}"))?;
    descriptors::allow_many();
    let room = Arc::new(room::Room::new(options));
    let mut output = io::stdout().lock();
    // Qui lançait ce serveur n'écoute peut-être plus.
    let _ = writeln!(output, "prêt {address}").and_then(|()| output.flush());
    drop(output);
    tokio::select! {
        () = connection::accept(&listener, &room) => {}
        () = stopped() => {}
    }
    drop(listener);
    room.stop();
    // Passé ce délai, ce qui reste est coupé.
    let _ = tokio::time::timeout(STOPPING, room.empty()).await;
    Ok(())
}

/// Attend SIGINT ou SIGTERM.
async fn stopped() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
