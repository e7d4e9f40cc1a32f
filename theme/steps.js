// @ts-check
'use strict';

/*
 * Les étapes à remettre en ordre : chacune monte ou descend, par deux boutons.
 */
window.courseSteps = (start, tell) => {
    for (const step of start) {
        const name = `« ${step.textContent?.trim()} »`;
        for (const [sign, verb] of [['↑', 'Monter'], ['↓', 'Descendre']]) {
            const move = course.button(sign, () => {
                sign === '↑' ? step.previousElementSibling?.before(step) : step.nextElementSibling?.after(step);
                move.focus();
                const place = Array.from(step.parentElement?.children ?? []).indexOf(step);
                tell(`${name} : place ${place + 1} sur ${start.length}.`);
            }, { class: 'quiz-button' });
            move.ariaLabel = `${verb} ${name}`;
            step.append(move);
        }
    }
};
