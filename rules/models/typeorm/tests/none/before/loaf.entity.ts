import { Column, Entity } from "typeorm";

@Entity()
export class Loaf {
  @Column()
  name: string;
}
