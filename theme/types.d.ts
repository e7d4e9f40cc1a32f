// Ce que les scripts de la page se donnent les uns aux autres, et ce qu'ils
// trouvent dans la page. Rien ici ne s'exécute.

type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

type Area = 'localStorage' | 'sessionStorage';

/** Le dossier racine du site depuis la page : mdBook l'écrit dans chacune. */
declare const path_to_root: string;

/** L'adresse de highlight.js, que seul l'éditeur charge. */
declare const highlight_script: string;

interface Window {
    /** Les leçons, dans l'ordre : voir `outils/mdbook-cours/src/course/progress.rs`. */
    courseLessons?: Lesson[];
    /** Voir `progress.js` ; absent si le navigateur n'a pas su le lire. */
    courseProgress?: Progress;
    /** Voir `steps.js`. */
    courseSteps?: (start: HTMLElement[], tell: (text: string) => void) => void;
    /** Voir `review.js`. */
    courseReview?: Review;
    /** Les questions chargées, en HTML, par page et par nom : voir `outils/mdbook-cours/src/questions.rs`. */
    courseQuestions?: Record<string, Record<string, string>>;
    /** Les graphes chargés, par programme. */
    courseGraphs?: Record<string, StepperDocument>;
    /** L'explorateur, une fois chargé : voir `stepper/stepper.js`. */
    courseStepper?: {
        open(id: string, moment: string, button: HTMLElement | null): void;
        close(): void;
    };
    /** Mermaid, une fois chargé. */
    mermaid?: Mermaid;
    /** highlight.js, une fois chargé. */
    hljs?: {
        highlight(language: string, code: string, ignoreIllegals: boolean): { value: string };
    };
}

interface Mermaid {
    initialize(options: object): void;
    parse(source: string): Promise<unknown>;
    render(id: string, source: string, container?: Element): Promise<{ svg: string }>;
}

interface Lesson {
    id: string;
    title: string;
    chapter: number;
    quiz?: string[];
    missions?: string[];
}

/** Ce que l'on retient d'une question : sa boîte, de 1 à 5, et le jour de la dernière réponse. */
interface ReviewCard {
    box: number;
    day: number;
}

interface Review {
    /** La carte après une réponse donnée ce jour-là. */
    after(card: ReviewCard | undefined, right: boolean, day: number): ReviewCard;
    /** Les questions à revoir ce jour-là, les plus pressées d'abord. */
    draw(ids: string[], cards: Record<string, ReviewCard>, day: number): string[];
    /** Le numéro du jour de cette date, là où est le lecteur. */
    day(date: Date): number;
    /** Toutes les cartes, pour les exporter. */
    export(): Record<string, ReviewCard>;
    /** Ajoute des cartes exportées ; la plus récente de chaque question reste. */
    import(cards: unknown): void;
    /** Oublie tout ; ce qu'elle rend le remet. */
    clear(): () => void;
}

type ProgressKind = 'page' | 'quiz' | 'mission';

interface Progress {
    mark(kind: ProgressKind, id: string): void;
    unmark(kind: ProgressKind, id: string): void;
    has(kind: ProgressKind, id: string): boolean;
    /** Combien de ces identifiants sont marqués. */
    count(kind: ProgressKind, ids?: string[]): number;
    /** Oublie tout. */
    clear(): void;
    /** La progression, en JSON. */
    export(): string;
    /**
     * Ajoute une progression exportée ; rend ce qui n'était pas encore marqué.
     * Échoue sur ce qui n'en est pas une, avec une phrase ; rien n'a changé alors.
     */
    import(text: string): number;
    /** Les pages du cours, dans l'ordre. */
    readonly pages: readonly Lesson[];
    /** Celle-ci, si elle en est une : ni annexe ni livre entier. */
    readonly here: Lesson | undefined;
    /** La dernière page ouverte. */
    readonly last: string;
    /** Faux si le navigateur refuse d'enregistrer. */
    readonly persistent: boolean;
    /** Une progression illisible, mise de côté telle quelle. */
    readonly aside: string | null;
    /** Ce qu'elle rend la remet. */
    forgetAside(): () => void;
    /** L'adresse d'une page depuis celle-ci. */
    href(id: string): string;
}

// Le graphe d'un programme, tel que `outils/recit/src/graph.rs` et
// `outils/recit/graphe.schema.json` le décrivent. Les champs vides sont
// omis ; un nombre qui désigne un élément d'un tableau est son rang.

interface GraphDocument {
    version: number;
    program: string;
    source: string;
    reduced: { constant: string; original: string; explored: string }[];
    complete: boolean;
    stopped?: string;
    time: 'arbitrary' | 'ordered';
    counts: { states: number; edges: number; outcomes: number; paths: string | null };
    outcomes: GraphOutcome[];
    events: GraphEvent[];
    threads: GraphThread[];
    objects: GraphObject[];
    outputs: string[];
    states: GraphState[];
    /** État de départ, état d'arrivée, étape. */
    edges: [from: number, to: number, event: number][];
}

/** Ce dont l'explorateur se passe. */
type Unread = 'version' | 'reduced' | 'stopped' | 'time' | 'counts';

/** Ce que l'explorateur reçoit : `outils/mdbook-cours/src/program/stepper.rs`. */
interface StepperDocument extends Omit<GraphDocument, Unread>, Partial<Pick<GraphDocument, Unread>> {
    title?: string;
    /** Le numéro de la première ligne de `source`. */
    first?: number;
    /** Ces lignes, en couleurs, en HTML. */
    lines?: string[];
    /** L'empreinte du graphe. */
    stamp?: string;
    mission?: { text: string; outcomes?: number[]; waiting?: number } | null;
}

interface GraphOutcome {
    kind: 'exit' | 'panic' | 'error' | 'abort' | 'deadlock' | 'livelock' | 'bound';
    label: string;
    noun?: string;
    stdout: string;
    blocked: { thread: string; line: number; operation: string; reason: string }[];
    panicked: { thread: string; line: number; message: string }[];
    paths?: string | null;
    state: number;
    schedule: number[];
}

interface GraphEvent {
    thread?: string;
    line?: number;
    kind: string;
    object?: { id: number; name?: string };
    outcome?: string | { wakes: string };
    peer?: { thread: string; line: number };
    text: string;
}

interface GraphThread {
    name: string;
    state: 'ready' | 'waiting' | 'ended' | 'panicked';
    line?: number;
    text: string;
    reason?: string;
}

interface GraphObject {
    name: string;
    kind: string;
    label: string;
    line?: number;
    values?: string[];
    threads?: string[];
    capacity?: number;
    senders?: number;
    receivers?: number;
    count?: number;
}

interface GraphState {
    t: number[];
    o: number[];
    out: number;
    end?: number;
}
