package main

import "fmt"

type passe chan []any // par où répondre
type abonner chan int // par où annoncer

func salon(boite <-chan any) {
	annonces, membres := []any{1}, []abonner{}
	for demande := range boite {
		switch d := demande.(type) {
		case int:
			annonces = append(annonces, d)
			for _, file := range membres {
				file <- d
			}
		case passe:
			d <- annonces
		case abonner:
			membres = append(membres, d)
			defer close(d)
		}
	}
}

func main() {
	boite, fini := make(chan any), make(chan bool)
	reponse, file := make(passe, 1), make(abonner, 1)
	go salon(boite)
	go func() { boite <- 2; close(fini) }()
	boite <- reponse // Ana revient
	boite <- file
	<-fini
	close(boite)
	lues := <-reponse
	for n := range file {
		lues = append(lues, n)
	}
	fmt.Println(lues...)
}
