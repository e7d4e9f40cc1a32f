package main

import "fmt"

type revenir struct {
	vue  int // la dernière, et par où reprendre
	file chan<- any
}

func salon(boite <-chan any) {
	passe, membres := []int{1, 2}, []chan<- any{}
	for demande := range boite {
		switch d := demande.(type) {
		case int:
			passe = append(passe, d)[1:] // deux gardées
			for _, file := range membres {
				file <- d
			}
		case revenir:
			if passe[0] > d.vue+1 {
				d.file <- "trou"
			}
			for _, n := range passe[max(0, d.vue+1-passe[0]):] {
				d.file <- n
			}
			membres = append(membres, d.file)
		}
	}
}

func main() {
	boite, file := make(chan any), make(chan any, 5)
	go salon(boite)
	go func() { boite <- 3; boite <- 4 }()
	boite <- revenir{1, file} // Ana revient
	for annonce := any(0); annonce != 4; {
		annonce = <-file
		fmt.Println(annonce)
	}
}
