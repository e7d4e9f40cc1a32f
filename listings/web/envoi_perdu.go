package main

import "fmt"

func main() {
	membre, tic := make(chan rune, 1), make(chan bool, 1)
	tic <- true
	recu := make(chan string)
	go func() {
		lu := ""
		for annonce := range membre {
			lu += string(annonce)
		}
		recu <- lu
	}()
	for annonce := 'A'; annonce <= 'C'; annonce++ {
		select {
		case membre <- annonce: // d'abord, s'il y a une place
			continue
		default:
		}
		select {
		case membre <- annonce:
		case <-tic: // l'annonce n'est pas partie
			fmt.Println("tic")
		}
	}
	close(membre)
	fmt.Println("reçu :", <-recu)
}
