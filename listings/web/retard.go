package main

import (
	"fmt"
	"sync/atomic"
)

const toutes = 2 // après elles, le salon ferme

// Combien d'annonces sont dites ; seule la dernière est gardée.
var dites atomic.Int32

func main() {
	duNeuf := make(chan bool, 1)
	go func() {
		for n := range int32(toutes) {
			dites.Store(n + 1)
			select {
			case duNeuf <- true:
			default: // il est déjà prévenu
			}
		}
	}()
	lues := int32(0)
	for lues < toutes {
		for dites.Load() == lues {
			<-duNeuf
		}
		if perdues := dites.Load() - lues - 1; perdues > 0 {
			fmt.Println("perdues :", perdues)
			lues += perdues
			continue
		}
		lues++
		fmt.Println("annonce", lues)
	}
	fmt.Println("fermé")
}
