//! Trois flux ouverts, et l'arrêt les attend avant de fermer le salon
//!
//! Fautif : `salon/flux_ouvert`

fn main() {
    let (salons, flux): (Vec<_>, Vec<_>) = (0..3)
        .map(|_| {
            let (salon, annonces) = bounded(1);
            (salon, thread::spawn(move || servir(annonces)))
        })
        .unzip();
    for file in &salons {
        file.send("salut").unwrap();
    }
    for flux in flux {
        flux.join().unwrap();
    }
    drop(salons);
}
