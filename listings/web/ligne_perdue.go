package main

import (
	"fmt"
	"strings"
)

// premier rend la ligne, ou rien si le battement passe avant elle.
func premier(recu <-chan string, tic <-chan bool) string {
	lu := "" // ce qui est déjà reçu : perdu au retour
	for {
		select {
		case morceau := <-recu:
			lu += morceau
			if strings.HasSuffix(lu, ".") {
				return lu
			}
		case <-tic:
			return ""
		}
	}
}

func main() {
	cable, tic := make(chan string, 2), make(chan bool, 1)
	tic <- true
	go func() {
		cable <- "bon"
		cable <- "jour."
	}()
	ligne := premier(cable, tic)
	for ligne == "" {
		fmt.Println("tic")
		ligne = premier(cable, tic)
	}
	fmt.Println(ligne)
}
