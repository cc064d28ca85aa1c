import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true })
  email: string;

  @Column()
  name: string;

  @Column({ default: false })
  emailVerified: boolean;

  @Column({ comment: "pii: user.behavior" })
  shelf: string;

  @OneToMany(() => Phone, (phone) => phone.owner)
  phones: Phone[];
}
