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
    courseGraphs?: Record<string, StepperDocument | null>;
    /** L'explorateur, une fois chargé : voir `stepper/stepper.js`. */
    courseStepper?: {
        open(id: string, moment: string, button: HTMLElement | null): void;
        close(): void;
    };
    /** L'explorateur, sur un graphe qui n'est pas dans le site : voir `stepper-page.js`. */
    courseExplorer?: {
        /** Charge un script ou un style, une fois ; son adresse part de la racine du livre. */
        load(url: string): Promise<void>;
        /** Ouvre l'explorateur ; dit dans la page pourquoi il ne s'ouvre pas. */
        show(graph: StepperDocument, options?: ShownGraph): Promise<void>;
    };
    /** Les couleurs du code : voir `colors.js`. */
    courseColors?: {
        load(): Promise<void>;
        /** Les lignes de ce programme Rust, en HTML ; `null` tant que rien n'est chargé. */
        rust(text: string): string[] | null;
    };
    /** Ce qui juge une réparation : voir `repair-judge.js`. */
    courseRepairJudge?: (graph: StepperDocument, trap: RepairData) => RepairVerdict;
    /** L'explorateur des réparations, dans les pages que sert `cargo xtask serve` : voir `workshop/repair.js`. */
    courseRepairServer?: {
        explore(text: string, signal: AbortSignal, say: (text: string) => void): Promise<StepperDocument | null>;
    };
    /** L'éditeur : voir `editor.js`. */
    courseEditor?: (options: EditorOptions) => CodeEditor;
    /** Les issues d'un graphe : voir `outcomes.js`. */
    courseOutcomes?: {
        /** « 3 issues possibles, prouvées sur 12 exécutions ». */
        verdict(graph: StepperDocument): string;
        /** Ce verdict, puis chaque issue, avec un bouton qui la montre pas à pas. */
        list(graph: StepperDocument, options?: ShownGraph): HTMLElement;
    };
    /** Un programme de la page à l'atelier : voir `workshop/programs.js` ; absent comme lui. */
    courseBench?: (program: PageProgram) => {
        /** « Explorer ma version ». */
        button: HTMLButtonElement;
        run(request: AbortController): Promise<void>;
    };
    /** Dit ce qu'il en est des fichiers du lecteur, s'il y a une liste d'exercices : voir `exercises.js`. */
    courseExercises?: (standings: Record<string, ExerciseStanding>) => void;
    /** L'atelier, dans les pages que sert `cargo xtask serve` : voir `workshop/client.js`. */
    courseWorkshop?: Workshop;
    /** Les programmes de la page, par leur `<pre>` : voir `run.js`. */
    coursePrograms?: WeakMap<Element, PageProgram>;
    /** Les éléments d'un programme Rust : voir `tokens.js`. */
    courseTokens?: (text: string) => string[];
    /** Mermaid, une fois chargé. */
    mermaid?: Mermaid;
    /** highlight.js, une fois chargé. */
    hljs?: {
        highlight(language: string, code: string, ignoreIllegals: boolean): { value: string };
    };
}

/** Comment montrer un graphe. */
interface ShownGraph {
    /** Le programme, s'il n'est pas celui du graphe. */
    source?: string;
    title?: string;
    /** À qui rendre le focus. */
    opener?: HTMLElement | null;
    /** L'issue dont le plus court chemin est prêt : son rang. */
    outcome?: number;
}

/** Un programme de la page. Son `<pre>` reçoit `programchange` quand il change. */
interface EditorOptions {
    /** Ce qui est modifié, pour un lecteur d'écran. */
    name: string;
    /** L'identifiant de l'aide. */
    help?: string;
    /** Le même texte, déjà en couleurs, si elles sont connues. */
    built?(): string | null;
    input(text: string): void;
    /** Échap. */
    close?(): void;
    /** Ctrl+Entrée. */
    submit?(): void;
}

interface CodeEditor {
    /** Ce que la page montre. */
    readonly view: HTMLElement;
    readonly area: HTMLTextAreaElement;
    /** Le changer garde le curseur. */
    text: string;
    /** Fermé, il ne montre que le texte en couleurs. */
    isOpen: boolean;
    /** Marque ces lignes, et elles seules. */
    mark(lines: LineMessage[]): void;
    /** Va à une ligne ; ouvert, y met le curseur. */
    reveal(line: number): void;
}

/** Ce qui est dit d'une ligne d'un programme ; la première est la ligne 1. */
interface LineMessage {
    line: number;
    message: string;
}

/** Où en est un exercice, pour l'atelier. */
interface ExerciseStanding {
    solved: boolean;
    /** Ce qu'en dit la liste du terminal, ou rien. */
    word: string;
}

interface Workshop {
    /** Compile et exécute ; rend sa fin. Échoue par un `WorkshopRefusal`, ou un `AbortError`. */
    run(program: string, options?: WorkshopOptions & { tell?(event: WorkshopEvent): void }): Promise<WorkshopEnd>;
    /** Explore ; de même. */
    explore(program: string, options?: WorkshopOptions & {
        /** Les délais expirent dans l'ordre. */
        ordered?: boolean;
        /** La valeur à laquelle explorer ces constantes. */
        constants?: Record<string, number>;
    }): Promise<GraphDocument>;
    /** Ce que dit l'atelier, si c'est bon. */
    get(path: string): Promise<Response>;
    /** Une demande à l'atelier, en JSON ; sa réponse si elle est bonne. */
    post(path: string, body: object, options?: WorkshopOptions): Promise<Response>;
    /** Les objets d'une réponse qui en donne un par ligne, à mesure. */
    lines(response: Response, progress?: WorkshopOptions['progress']): AsyncGenerator<Record<string, unknown>>;
}

/** Ce que l'atelier voit d'un programme de la page : voir `run.js`. */
interface PageProgram {
    /** Celui du livre. */
    readonly original: string;
    /** Celui du livre, en couleurs. */
    readonly colored: string;
    /** La version du lecteur. */
    readonly text: string;
    /** La variante du livre essayée à sa place. */
    readonly tried: string | null;
    /** Celui des trois que l'on lance. */
    readonly current: string;
    readonly title: string;
    readonly result: HTMLElement;
    readonly request: AbortController | null;
    edited(): boolean;
    /** Celui que l'on lance est-il celui du livre ? */
    isOriginal(): boolean;
    /** La version du lecteur tient-elle la place de celle du livre ? */
    shown(): boolean;
    try(text: string | null): void;
    during(show: (running: boolean) => void, work: (request: AbortController) => Promise<void>): Promise<void>;
    stop(): void;
    say(state: string, ...rest: HTMLElement[]): void;
    tell(state: string): void;
    markLines(lines: LineMessage[]): void;
    goTo(line: number): void;
    verdict(status: number | null, output: string): string;
    refusedByCompiler(): string;
    reducedConstants(): Record<string, number>;
}

interface WorkshopOptions {
    /** L'annule. */
    signal?: AbortSignal;
    /** Ce qui se fait, en français, à mesure. */
    progress?(text: string): void;
}

/** Le programme est compilé et s'exécute ; ou un morceau de l'une de ses sorties. */
type WorkshopEvent = { kind: 'start' } | { kind: 'stdout' | 'stderr'; text: string };

interface WorkshopEnd {
    /** S'il a fini de lui-même. */
    status: number | null;
    /** Comment il a fini, en français. */
    message: string;
}

/** Pourquoi l'atelier n'a pas fait ce qui est demandé ; `message` est en français. */
interface WorkshopRefusal extends Error {
    name: 'WorkshopRefusal';
    /** Le statut HTTP ; 0 si le serveur n'a pas répondu. */
    status: number;
    lines: LineMessage[];
    /** La réponse de l'atelier. */
    answer: Record<string, unknown>;
    /** Ce que dit rustc, tel quel. */
    rustc?: string;
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

type ProgressKind = 'page' | 'quiz' | 'mission' | 'exercise' | 'prediction' | 'repair';

/** Ce qu'un programme donne à prédire : `outils/mdbook-cours/src/program/prediction.rs`. */
interface PredictionData {
    stamp: string;
    /** Combien de textes différents sont possibles en tout. */
    outputs: number;
    endless: 'jamais' | 'parfois' | 'toujours';
    choices: { text: string; outcomes?: [rank: number, ending: string][] }[];
}

/** Un programme à réparer : `outils/mdbook-cours/src/program/repair.rs`. */
interface RepairData {
    title: string;
    source: string;
    /** Le programme réparé du livre : « chapitre/nom ». */
    repaired: string;
    solution: string;
    wanted: string[];
    keeps: RepairKeep[];
}

/** Ce qui doit rester : tant de fils en vie à la fois, qui font ces opérations. */
interface RepairKeep {
    kinds: string[];
    patient?: boolean;
    threads: number;
    /** Tant de verrous tenus à la fois par chacun. */
    held?: number;
    otherwise: string;
}

/** Les variantes prouvées d'un programme, si la page les montre. */
interface KnownVariants extends HTMLElement {
    variants?: { text: string; graph(): Promise<StepperDocument | null> }[];
}

interface RepairVerdict {
    /** `idle` : plus de défaut, mais plus de problème non plus. */
    state: 'repaired' | 'failing' | 'idle' | 'incomplete';
    /** L'issue qui le montre, ou -1. */
    outcome: number;
    text: string;
}

interface Progress {
    mark(kind: ProgressKind, id: string): void;
    unmark(kind: ProgressKind, id: string): void;
    has(kind: ProgressKind, id: string): boolean;
    /** Les identifiants marqués. */
    ids(kind: ProgressKind): string[];
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
    mission?: { text: string; outcomes?: number[]; waiting?: number; lines?: number[]; par?: number } | null;
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
    wait?: unknown;
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
