package main

import "fmt"

func main() {
	// À ÉCRIRE : le même programme, en Go
	fmt.Println("À ÉCRIRE : ce qu'affiche le programme")
}
