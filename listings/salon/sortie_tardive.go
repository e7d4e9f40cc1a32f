package main

import (
	"cmp"
	"fmt"
)

type demande struct {
	nom, mot string      // un mot à dire ; sinon, un nom entre ou sort
	file     chan string // celle de qui entre
}

func tenir(boite <-chan demande) {
	files := map[string]chan string{}
	for d := range boite {
		for nom, file := range files {
			if d.mot != "" && len(file) < cap(file) {
				file <- d.mot // une place est libre : n'attend pas
			} else if d.mot != "" || nom == d.nom {
				delete(files, nom)
				close(file)
			}
		}
		if d.file != nil {
			files[d.nom] = d.file
		}
	}
}

func main() {
	boite := make(chan demande)
	go tenir(boite)
	tel, ordi := make(chan string), make(chan string, 1)
	boite <- demande{nom: "Ana", file: tel}
	boite <- demande{mot: "un"} // il ne lit pas : évincé
	boite <- demande{nom: "Ana", file: ordi}
	go func() { <-tel; boite <- demande{nom: "Ana"} }()
	boite <- demande{mot: "deux"}
	fmt.Println("Ana lit :", cmp.Or(<-ordi, "rien, coupée"))
}
