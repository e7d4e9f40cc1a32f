package main

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestATemps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		debut := time.Now()
		if r := demander(travail); r != "réponse" {
			t.Errorf("%q", r)
		}
		// L'heure de la bulle : exacte, sans marge.
		if d := time.Since(debut); d != travail {
			t.Errorf("répondu après %v", d)
		}
	})
}

func TestTropTard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		debut := time.Now()
		if r := demander(24 * time.Hour); r != "trop tard" {
			t.Errorf("%q", r)
		}
		if d := time.Since(debut); d != delai {
			t.Errorf("abandonné après %v", d)
		}
	})
}
