package main

import "fmt"

const tours = 3

func main() {
	urgents := make(chan string, 1)
	ordinaires := make(chan string, 1)
	urgents <- "Ana"
	ordinaires <- "Luc"
	for range tours {
		// Pas de select à priorité en Go : un essai, sans attendre.
		select {
		case nom := <-urgents:
			fmt.Println(nom, "passe")
			urgents <- "Ana" // elle revient aussitôt
			continue
		default:
		}
		select {
		case nom := <-urgents:
			fmt.Println(nom, "passe")
			urgents <- "Ana"
		case nom := <-ordinaires:
			fmt.Println(nom, "passe")
		}
	}
	fmt.Println("Luc attend encore :", len(ordinaires) == 1)
}
