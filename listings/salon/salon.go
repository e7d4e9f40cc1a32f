package main

import "fmt"

type demande struct {
	nom, quoi string        // « entre », « sort », ou « : » et un mot
	file      chan<- string // elle dit aussi qui demande
}

func tenir(boite <-chan demande) {
	noms := map[string]chan<- string{}
	files := map[chan<- string]bool{}
	for d := range boite {
		switch tenu, pris := noms[d.nom]; {
		case d.quoi == "entre" && pris, d.quoi != "entre" && tenu != d.file:
			continue // rien à annoncer
		case d.quoi == "entre":
			noms[d.nom], files[d.file] = d.file, true
		case d.quoi == "sort":
			delete(noms, d.nom)
		}
		for file := range files {
			select {
			case file <- d.nom + " " + d.quoi:
			default: // pleine : n'attend pas
				delete(files, file)
				close(file)
			}
		}
	}
}

func main() {
	boite, recus := make(chan demande), make(chan string, 2)
	go tenir(boite)
	boite <- demande{"Ana", "entre", recus}
	boite <- demande{"Ana", ": bonjour", recus}
	fmt.Println(<-recus)
	fmt.Println(<-recus)
}
