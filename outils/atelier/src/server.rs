//! Le serveur, de la première construction à Ctrl-C.

use crate::access::{self, Access, Token};
use crate::builder::{self, Build, Extent, OfReader};
use crate::editions::Editions;
use crate::pages::Pages;
use crate::workshop::{self, Workshop};
use crate::{Error, listeners, news, pages};
use axum::routing::get;
use axum::{Router, middleware};
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tokio::runtime::Runtime;
use tokio::task::{JoinSet, spawn_blocking};
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// Ce qu'il faut pour servir un livre.
pub struct Settings {
    /// La racine du dépôt, pour les messages.
    pub root: PathBuf,
    /// Les fichiers et les dossiers dont le livre est fait.
    pub watched: Vec<PathBuf>,
    /// Ceux d'entre eux qui sont au lecteur, et dont le livre n'est pas fait.
    pub of_reader: OfReader,
    /// Un chemin du site que sert, lui, un dossier qui change sans que le livre
    /// soit refait.
    pub live: (String, PathBuf),
    /// Le port, sur localhost.
    pub port: u16,
    /// Ouvrir le livre dans le navigateur.
    pub open: bool,
    /// Ce qui construit le livre.
    pub build: Build,
    /// Ce qui exécute et explore les programmes du lecteur ; rien, si le serveur ne
    /// sert que le livre.
    pub workshop: Option<Arc<dyn Workshop>>,
}

/// Sert le livre jusqu'à Ctrl-C (ou SIGTERM), qui est la façon normale de finir.
/// `ready` est appelé quand le livre est prêt ; ce qu'il rend vit jusqu'à la fin.
///
/// # Errors
///
/// Le port est pris, le premier livre ne se construit pas, ou le système refuse.
pub fn serve<T>(settings: Settings, ready: impl FnOnce() -> T) -> Result<(), Error> {
    let runtime = Runtime::new()?;
    let ended = runtime.block_on(async {
        // Ctrl-C vaut aussi pendant la construction ; et un port pris se dit avant.
        let stop = stop()?;
        let listeners = listeners::bind(settings.port)?;
        tokio::select! {
            biased;
            () = stop => Ok(()),
            failure = build_and_serve(settings, listeners, ready) => failure,
        }
    });
    // Une page ouverte garde sa connexion, une construction continue : on ne les
    // attend pas.
    runtime.shutdown_background();
    ended.inspect(|()| eprintln!("Le livre n'est plus servi."))
}

async fn build_and_serve<T>(
    settings: Settings,
    listeners: Vec<TcpListener>,
    ready: impl FnOnce() -> T,
) -> Result<(), Error> {
    let Settings {
        root,
        watched,
        of_reader,
        live,
        port,
        open,
        mut build,
        workshop,
    } = settings;
    println!("Le livre se construit…");
    let start = Instant::now();
    let first = spawn_blocking(move || {
        builder::run(&mut build, Extent::Changes).map(|built| (built.folder, build))
    });
    let (folder, build) = first
        .await
        .map_err(io::Error::other)?
        .map_err(Error::Book)?;
    println!(
        "Le livre est construit ({:.1} s).",
        start.elapsed().as_secs_f64()
    );
    let editions = Editions::new(folder);
    let _watching =
        builder::rebuild_on_change(&root, &watched, of_reader, build, editions.clone())?;
    let _ready = ready();
    let mut servers = JoinSet::new();
    let token = Token::new()?;
    let router = router(editions, live, workshop, Access { port, token });
    for listener in listeners {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = router.clone();
        servers.spawn(async move { axum::serve(listener, router).await });
    }
    let address = format!("http://localhost:{port}");
    println!("Il est à l'adresse {address} ; pour arrêter : Ctrl-C");
    if open && let Err(error) = opener::open_browser(&address) {
        eprintln!("Le navigateur ne s'ouvre pas ({error}) : ouvrez {address} vous-même.");
    }
    while let Some(ended) = servers.join_next().await {
        ended.map_err(io::Error::other)??;
    }
    Ok(())
}

/// Installe l'écoute de Ctrl-C, de SIGTERM et de SIGHUP ; ce qui est rendu attend
/// l'un d'eux.
fn stop() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut hangup = signal(SignalKind::hangup())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
        })
    }
    #[cfg(windows)]
    {
        let mut interrupt = tokio::signal::windows::ctrl_c()?;
        Ok(async move {
            interrupt.recv().await;
        })
    }
}

fn router(
    editions: Editions,
    live: (String, PathBuf),
    workshop: Option<Arc<dyn Workshop>>,
    access: Access,
) -> Router {
    let pages = Pages {
        editions: editions.clone(),
        token: workshop.is_some().then(|| access.token.clone()),
    };
    let mut router = Router::new()
        .nest_service(&live.0, ServeDir::new(live.1))
        .merge(pages::added())
        .fallback(get(pages::page))
        .with_state(pages)
        .merge(
            Router::new()
                .route(news::PATH, get(news::stream))
                .with_state(editions),
        )
        .layer(CompressionLayer::new());
    // Ce que l'atelier écrit n'attend pas d'être comprimé.
    if let Some(workshop) = workshop {
        router = router.merge(workshop::router(workshop, access.clone()));
    }
    router.layer(middleware::from_fn_with_state(access, access::local))
}
