// @ts-check
// Le hasard des tests, qui se rejoue.

/** Des nombres au hasard, toujours les mêmes pour une graine. @param {number} seed */
export function random(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
