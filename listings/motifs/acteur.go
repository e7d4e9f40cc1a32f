package main

import "fmt"

type ajouter int

type prendre struct {
	n       int
	reponse chan<- bool // par où répondre
}

func tenirGuichet(boite <-chan any) int {
	places := 0 // aucune autre goroutine ne la connaît
	for demande := range boite {
		switch d := demande.(type) {
		case ajouter:
			places += int(d)
		case prendre:
			accord := d.n <= places
			if accord {
				places -= d.n
			}
			d.reponse <- accord // une place : n'attend pas
		}
	}
	return places // plus aucun client
}

func main() {
	guichet, reste := make(chan any), make(chan int)
	go func() { reste <- tenirGuichet(guichet) }()
	guichet <- ajouter(2)
	ana, luc := make(chan bool, 1), make(chan bool, 1)
	go func() { guichet <- prendre{2, ana} }()
	guichet <- prendre{2, luc}
	fmt.Printf("Ana : %v, Luc : %v\n", <-ana, <-luc)
	close(guichet) // l'acteur finit
	fmt.Println("Reste :", <-reste)
}
