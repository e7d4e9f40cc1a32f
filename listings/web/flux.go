package main

import (
	"fmt"
	"strings"
)

var annonces = []string{"Ana entre", "Ana sort"}

// servir rend les lignes de ce qui suit l'annonce vu.
func servir(vu int) (lignes []string) {
	for n := vu; n < len(annonces); n++ {
		id := fmt.Sprint("id: ", n+1)
		lignes = append(lignes, id, "data: "+annonces[n], "")
	}
	return
}

func main() {
	coupure := make(chan bool, 1)
	go func() { coupure <- true }()
	vu, id, data := 0, 0, ""
	for vu < len(annonces) {
		for _, ligne := range servir(vu) {
			if champ, valeur, _ := strings.Cut(ligne, ": "); champ == "id" {
				fmt.Sscan(valeur, &id)
			} else if champ == "data" {
				data = valeur
			} else {
				fmt.Println(data) // ligne vide : il est entier
				vu = id
			}
			if len(coupure) > 0 {
				<-coupure
				fmt.Println("(coupure)")
				break // le réseau tombe
			}
		}
	}
}
