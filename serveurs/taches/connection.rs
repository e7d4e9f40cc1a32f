//! Une connexion : ses bornes, ce qu'elle a entendu, et comment la couper.

use crate::room::{Connected, Room};
use crate::routes;
use axum::Extension;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serveurs::bounds::{HEAD_BYTES, HEAD_TIME, KERNEL_BYTES, LINGER, STRANGERS};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::Notify;

/// Ce que les tâches d'une connexion en partagent.
pub struct Line {
    born: Instant,
    /// Les nanosecondes, depuis `born`, du dernier octet reçu : arrondi, un pong
    /// rendu aussitôt semblerait venir avant son ping.
    heard: AtomicU64,
    /// Coupe la connexion.
    pub cut: Notify,
    _connected: Connected,
}

impl Line {
    /// Quand est arrivé le dernier octet.
    pub fn heard(&self) -> Instant {
        self.born + Duration::from_nanos(self.heard.load(SeqCst))
    }

    fn hear(&self) {
        let now = u64::try_from(self.born.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.heard.store(now, SeqCst);
    }
}

/// Donne une tâche à chaque connexion.
pub async fn accept(listener: &TcpListener, room: &Arc<Room>) {
    let limit = room.options.members() + STRANGERS;
    let app = routes::app(Arc::clone(room));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Plus de descripteurs, d'ordinaire : d'autres vont se libérer.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let Some(connected) = room.connect(limit) else {
            continue;
        };
        // Une connexion déjà coupée se verra à la lecture.
        let _ = prepare(&stream);
        let line = Arc::new(Line {
            born: Instant::now(),
            heard: AtomicU64::new(0),
            cut: Notify::new(),
            _connected: connected,
        });
        let app = app.clone().layer(Extension(Arc::clone(&line)));
        tokio::spawn(async move {
            let io = TokioIo::new(Heard {
                stream: Some(stream),
                line: Arc::clone(&line),
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(io, TowerToHyperService::new(app))
                .with_upgrades();
            tokio::select! {
                // Un client qui s'en va n'est pas une erreur.
                _ = served => {}
                () = line.cut.notified() => {}
            }
        });
    }
}

fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    socket2::SockRef::from(stream).set_send_buffer_size(KERNEL_BYTES)
}

/// Une connexion qui note quand arrive un octet, et se ferme sans rien perdre.
struct Heard {
    stream: Option<TcpStream>,
    line: Arc<Line>,
}

impl Heard {
    fn stream(&mut self) -> Pin<&mut TcpStream> {
        Pin::new(self.stream.as_mut().expect("elle n'est rendue qu'à la fin"))
    }
}

/// Lit un moment ce que le client envoie encore : après un reste non lu, fermer
/// effacerait ce qui vient d'être dit.
impl Drop for Heard {
    fn drop(&mut self) {
        let (Some(mut stream), Ok(runtime)) = (self.stream.take(), Handle::try_current()) else {
            return;
        };
        let line = Arc::clone(&self.line);
        runtime.spawn(async move {
            let mut rest = [0; 4096];
            let drained = async {
                stream.shutdown().await?;
                while stream.read(&mut rest).await? > 0 {}
                io::Result::Ok(())
            };
            // Coupée ou trop longue à finir, elle se ferme de même.
            let _ = tokio::time::timeout(LINGER, drained).await;
            drop(line);
        });
    }
}

impl AsyncRead for Heard {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = self.stream().poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.line.hear();
        }
        read
    }
}

impl AsyncWrite for Heard {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write_vectored(context, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream
            .as_ref()
            .is_some_and(TcpStream::is_write_vectored)
    }
}
