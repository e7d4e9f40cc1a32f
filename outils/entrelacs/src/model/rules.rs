//! Les règles d'une exploration : ce qui peut arriver, et ce qui se distingue.

/// Les règles que suit le modèle.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rules {
    /// Quand les délais expirent.
    pub time: TimeModel,
    /// Vrai si une attente peut cesser sans raison.
    pub spurious_wakeups: bool,
    /// Ce que l'exploration distingue.
    pub granularity: Granularity,
}

/// Quand les délais expirent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeModel {
    /// N'importe quand : aucune durée ne garantit rien. C'est ce que permet un
    /// système chargé.
    #[default]
    Arbitrary,
    /// Dans l'ordre, sur une horloge virtuelle : les calculs ne durent rien.
    ///
    /// Le temps passe dans un état quand plus rien d'autre n'y est possible, ou
    /// quand le programme ne fait plus que s'y répéter : tout ce qu'il peut
    /// encore faire à cette heure le laisse capable de revenir à cet état. Ainsi,
    /// `while !pret.load(..) {}` laisse dormir les autres fils et leur laisse le
    /// temps de se réveiller, mais un fil qui peut faire du nouveau le fait
    /// toujours à l'heure où il en est.
    ///
    /// Le temps passe alors, d'un coup, jusqu'à la plus proche des échéances que
    /// les fils attendent ou regardent. Un fil qui lit l'heure sans cesse la voit
    /// avancer d'au plus une milliseconde à la fois. À échéances égales, tous les
    /// ordres sont suivis. Un délai qui dépasse toute heure (`Duration::MAX`) ne
    /// finit jamais.
    ///
    /// Une boucle qui compte ses tours ne revient à aucun état : l'exploration
    /// la déroule à la même heure jusqu'à une borne, et elle est incomplète.
    Ordered,
}

/// Ce que l'exploration distingue. Tout distinguer multiplierait les états :
/// on commence au plus gros, et on recommence plus fin si le programme
/// l'observe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Granularity {
    /// La fin d'un fil est une étape à part (`is_finished`).
    pub ends: bool,
    /// La destruction d'un `Arc` est une étape si son contenu a un destructeur.
    pub arcs: bool,
    /// La destruction de tout `Arc` est une étape (`strong_count`).
    pub all_arcs: bool,
    /// Le programme crée des `Weak`.
    pub weaks: bool,
    /// Le programme demande à être le seul maître d'un `Arc` (`get_mut`).
    pub unique_arcs: bool,
    /// Une sortie peut être tenue par un fil (`Stdout::lock`).
    pub streams: bool,
    /// L'horloge fait partie de l'état (`Instant::now`).
    pub clock: bool,
    /// Les écrivains qui ont pu entrer dans la file d'un `RwLock` (`try_read`).
    pub queues: bool,
}

/// Ce qui fait que deux étapes d'un fil sont la même : voir le module `memory`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Identity {
    /// La mémoire du fil. Là où l'arène ne peut pas être réservée, c'est
    /// l'histoire.
    #[default]
    Memory,
    /// Les réponses qu'il a reçues : juste partout, mais un fil n'oublie rien.
    History,
}
